using System.Collections.Generic;
using System.Text;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Formatting;

/// <summary>Tokens to text: where a blank stands between two of them.</summary>
internal static class TokenSpacing
{
    private static readonly HashSet<string> ClaimWords = ["->", .. Words.Counts, .. Words.Memory];

    /// <summary>The statement's own words first, then each claim.</summary>
    public static List<string> Pieces(IReadOnlyList<LayoutToken> tokens, StatementSyntax statement)
    {
        int callee = statement switch
        {
            UseSyntax use => use.Keyword.Span.Start,
            BlockSyntax block => block.Name.Span.Start,
            _ => -1,
        };
        bool hasClaims = statement is ElementSyntax or ExpectSyntax;
        var pieces = new List<string>();
        var text = new StringBuilder();
        int depth = 0;
        var state = new GlueState(callee, statement is LayerSyntax { Keyword.Text: "lrn" });
        for (int index = 0; index < tokens.Count; index++)
        {
            LayoutToken token = tokens[index];
            bool glued = state.IsGlued(token);
            if (hasClaims && depth == 0 && BeginsClaim(tokens, index))
            {
                pieces.Add(text.ToString());
                text.Clear();
            }
            else if (!glued && text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(token.Text);
            depth += token.Text switch { "(" => 1, ")" => -1, _ => 0 };
        }

        pieces.Add(text.ToString());
        return pieces;
    }

    /// <summary>Where the first claim begins, as an offset in the file; null where there is none.</summary>
    public static int? FirstClaim(IReadOnlyList<LayoutToken> tokens)
    {
        for (int index = 0, depth = 0; index < tokens.Count; index++)
        {
            if (depth == 0 && BeginsClaim(tokens, index)) return tokens[index].Start;
            depth += tokens[index].Text switch { "(" => 1, ")" => -1, _ => 0 };
        }

        return null;
    }

    private static bool BeginsClaim(IReadOnlyList<LayoutToken> tokens, int index) => ClaimWords.Contains(tokens[index].Text) && !IsLabel(tokens, index);

    private static bool IsLabel(IReadOnlyList<LayoutToken> tokens, int index) => index == 0 && tokens.Count > 1 && tokens[1].Text == ":";

    /// <summary>What came before, as far as it matters for what comes now.</summary>
    private sealed class GlueState(int callee, bool hasOptionK)
    {
        private LayoutToken? before;
        private bool isUnary;
        private bool isDimension;

        public bool IsGlued(LayoutToken token)
        {
            bool wasUnary = isUnary, wasDimension = isDimension;
            isUnary = token.Text == "-" && IsUnary(token);
            isDimension = token.IsNumber || (before?.Text == ")" && !token.IsApart && token.Text[0] == 'x');
            bool glued = before is not { } last || token.Text switch
            {
                "," or ")" or ":" or "." => true,
                "(" => last.Text == "(" || wasUnary || last.Start == callee || (wasDimension && !token.IsApart && last.Text[last.Text.Length - 1] == 'x'),
                _ => last.Text is "(" or "." || wasUnary || (isDimension && !token.IsNumber),
            };
            before = token;
            return glued;
        }

        /// <summary>A minus that no value stands before. In <c>lrn</c> only, <c>k</c> can be both an option and a parameter: there the blank decides.</summary>
        private bool IsUnary(LayoutToken minus)
        {
            if (before is not { } last) return true;
            if (last.IsNumber || last.Text is ")" or "?") return false;
            return !last.IsWord || Words.IsReserved(last.Text) || (hasOptionK && last.Text == "k" && minus.IsApart);
        }
    }
}
