using NetArch.Dsl;
using NetArch.Dsl.Semantics;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Protocol;
using FoldingRange = NetArch.Tool.LanguageServer.Protocol.FoldingRange;

namespace NetArch.Tool.LanguageServer.Features;

/// <summary>A document as a whole: its outline, what can be folded, what every word is.</summary>
internal static class Structure
{
    /// <summary>The protocol's names for kinds of words, in the order of their numbers here.</summary>
    public static readonly IReadOnlyList<string> TokenTypes =
        ["comment", "keyword", "function", "property", "macro", "class", "type", "parameter", "variable", "number"];

    public static IReadOnlyList<DocumentSymbol>? Outline(DocumentParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        return [.. context.Model(document).Outline().Select(item => ToProtocol(item, document.Lines))];
    }

    public static IReadOnlyList<FoldingRange>? Foldings(DocumentParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        ProjectFile file = context.Project(document).Find(document.Path)!;
        int Line(int line) => document.Lines.PositionOf(file.OffsetOf(line, 0)).Line;
        return
        [
            .. context.Model(document).Foldings().Select(range => new FoldingRange(Line(range.StartLine), Line(range.EndLine), range.IsComment ? "comment" : null)),
        ];
    }

    /// <summary>Five numbers a word: lines and characters from the word before, length, kind, no modifiers.</summary>
    public static SemanticTokens? Tokens(DocumentParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        var data = new List<int>();
        var last = new Position(0, 0);
        foreach (SemanticToken token in context.Model(document).Tokens())
        {
            (Position start, Position end) = document.Lines.RangeOf(token.Span);
            if (start.Line != end.Line) continue;
            data.AddRange([start.Line - last.Line, start.Line == last.Line ? start.Character - last.Character : start.Character, end.Character - start.Character, Type(token.Kind), 0]);
            last = start;
        }

        return new SemanticTokens(data);
    }

    private static int Type(TokenKind kind) => kind switch
    {
        TokenKind.Comment => 0,
        TokenKind.Keyword => 1,
        TokenKind.Layer => 2,
        TokenKind.Option => 3,
        TokenKind.Claim => 4,
        TokenKind.Network => 5,
        TokenKind.Block => 6,
        TokenKind.Parameter => 7,
        TokenKind.Label => 8,
        TokenKind.Number => 9,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a kind of word without a number"),
    };

    private static DocumentSymbol ToProtocol(OutlineItem item, LineIndex lines) => new(
        item.Name, item.Detail.Length == 0 ? null : item.Detail, Kind(item.Kind), lines.RangeOf(item.Span), lines.RangeOf(item.NameSpan),
        [.. item.Children.Select(child => ToProtocol(child, lines))]);

    // Class, struct, field and namespace: the icons that come nearest.
    private static int Kind(SymbolKind kind) => kind switch
    {
        SymbolKind.Network => 5,
        SymbolKind.Block => 23,
        SymbolKind.Keyword => 3,
        _ => 8,
    };
}
