using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Formatting;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Semantics;

/// <summary>How an editor colours a piece of text.</summary>
public enum TokenKind
{
    Comment,
    Keyword,
    Layer,
    Option,
    Claim,
    Network,
    Block,
    Parameter,
    Label,
    Number,
}

/// <param name="Span">Never more than a line.</param>
public sealed record SemanticToken(TokenKind Kind, SourceSpan Span);

/// <summary>Gives each word its kind: by the tree where it could be read, else by the word alone.</summary>
internal static class ClassifyTokens
{
    private static readonly HashSet<string> Options = [.. LayerForm.All.SelectMany(form => form.Options).Select(option => option.Name).Where(Words.IsReserved)];

    public static IReadOnlyList<SemanticToken> Of(WrittenFile file, IReadOnlyList<Symbol> symbols)
    {
        var byStart = new Dictionary<int, SymbolKind>();
        foreach (Symbol symbol in symbols) byStart[symbol.Span.Start] = symbol.Kind;
        var tokens = new List<SemanticToken>();
        string content = file.Content;
        for (int offset = 0; offset < content.Length;)
        {
            int start = offset;
            if (content[offset] == '#')
            {
                while (offset < content.Length && !ArchText.IsLineBreak(content[offset])) offset++;
                tokens.Add(new SemanticToken(TokenKind.Comment, file.Text.Span(start, offset)));
            }
            else if (char.IsWhiteSpace(content[offset]))
            {
                offset++;
            }
            else
            {
                offset += LayoutToken.Length(content, offset, content.Length);
                TokenKind? kind = byStart.TryGetValue(start, out SymbolKind symbol) ? Of(symbol) : Of(content.Substring(start, offset - start));
                if (kind is { } found) tokens.Add(new SemanticToken(found, file.Text.Span(start, offset)));
            }
        }

        return tokens;
    }

    private static TokenKind Of(SymbolKind symbol) => symbol switch
    {
        SymbolKind.Network => TokenKind.Network,
        SymbolKind.Block => TokenKind.Block,
        SymbolKind.Parameter => TokenKind.Parameter,
        SymbolKind.Label => TokenKind.Label,
        SymbolKind.Layer => TokenKind.Layer,
        SymbolKind.Option => TokenKind.Option,
        SymbolKind.Claim => TokenKind.Claim,
        _ => TokenKind.Keyword,
    };

    private static TokenKind? Of(string word)
    {
        if (char.IsDigit(word[0])) return TokenKind.Number;
        if (LayerForm.Find(word) is not null) return TokenKind.Layer;
        if (Words.Counts.Contains(word) || Words.Memory.Contains(word)) return TokenKind.Claim;
        if (Options.Contains(word)) return TokenKind.Option;
        return Words.IsReserved(word) ? TokenKind.Keyword : null;
    }
}
