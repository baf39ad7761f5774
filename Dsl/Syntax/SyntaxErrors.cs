using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax.Grammar;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Syntax;

/// <summary>Says what was found in place of what, from where the grammar stopped.</summary>
internal static class SyntaxErrors
{
    private static readonly string[] ForeignSuffixes = ["K", "KB", "kB", "MB", "GB", "Mb", "Gb", "kb", "m", "g", "T", "B", "KIB", "MIB", "GIB", "Kib", "Mib", "Gib"];

    public static ArchDiagnostic Explain(StatementText statement, int position, IEnumerable<string> expectations)
    {
        string[] expected = expectations.Distinct().ToArray();
        (int from, int to) = Found(statement, position);
        string found = statement.ToString().Substring(from, to - from);
        SourceSpan span = statement.Span(from, to);
        bool atEnd = position >= statement.Length;
        if (!atEnd && AsDimension(found) is string dimension && expected.Any(text => text.IndexOf("KxK", StringComparison.Ordinal) >= 0 || text.StartsWith("a shape", StringComparison.Ordinal)))
        {
            return DiagnosticDefinitions.ParameterNeedsParentheses.At(statement.File.Path, span, found, dimension) with { Remedies = ChangeTo(span, dimension) };
        }

        string? meant = atEnd ? null : Meant(found, expected);
        string hint = meant is null ? Hint(found, expected, atEnd) : $"; did you mean {meant}?";
        return DiagnosticDefinitions.Unexpected.At(
            statement.File.Path, span, atEnd ? "the end of the statement" : $"'{found}'", Wording.List(expected, "or"), hint) with { Remedies = ChangeTo(span, meant) };
    }

    private static string Hint(string found, string[] expected, bool atEnd)
    {
        if (atEnd) return string.Empty;
        if (found == "->") return "; a claim stands on the line of its layer";
        if (found.Any(character => char.IsLetter(character) && !ArchText.IsNameStart(character))) return "; names are made of A to Z, a to z, digits and _";
        if (ForeignSuffixes.Contains(found)) return "; the suffixes are k, M and G for thousands, KiB, MiB and GiB for bytes";
        bool early = found is Words.Shortcut or Words.Frozen || LayerForm.All.Any(form => form.FindOption(found) is not null);
        if (early && expected.Contains("a claim") && !expected.Contains("'frozen'"))
        {
            return "; options and a shortcut stand before the claims";
        }

        if (Words.IsReserved(found) && expected.Any(text => text.EndsWith("name", StringComparison.Ordinal) || text.EndsWith("expression", StringComparison.Ordinal)))
        {
            return $"; '{found}' is a word of the language and cannot be a name";
        }

        return string.Empty;
    }

    /// <summary>The word that a slip was probably meant to be, of those that could stand there.</summary>
    private static string? Meant(string found, string[] expected)
    {
        if (Hint(found, expected, atEnd: false).Length > 0) return null;
        IEnumerable<string> words = expected.Where(text => text[0] == '\'').Select(text => text.Trim('\''))
            .Concat(expected.Contains("a claim") ? Words.Counts : []);
        return Wording.Suggest(found, words);
    }

    private static EquatableArray<Remedy> ChangeTo(SourceSpan span, string? word) =>
        word is null ? EquatableArray<Remedy>.Empty : new([new Remedy($"Change to '{word}'", span, word)]);

    /// <summary>The word, number or sign at the position; at the end, the last one before it.</summary>
    private static (int From, int To) Found(StatementText statement, int position)
    {
        string text = statement.ToString();
        if (position >= text.Length)
        {
            int end = text.TrimEnd().Length;
            int begin = end;
            while (begin > 0 && IsWordPart(text[begin - 1])) begin--;
            return (begin < end ? begin : Math.Max(0, end - 1), end);
        }

        int to = position;
        while (to < text.Length && IsWordPart(text[to])) to++;
        bool isArrow = text[position] == '-' && position + 1 < text.Length && text[position + 1] == '>';
        return (position, Math.Max(to, position + (isArrow ? 2 : 1)));
    }

    private static bool IsWordPart(char character) => char.IsLetterOrDigit(character) || character is '_' or '.';

    /// <summary><c>kxk</c> as it should be written, or null where it is nothing of the kind.</summary>
    private static string? AsDimension(string word)
    {
        string[] parts = word.Split('x');
        if (parts.Length < 2 || parts.Any(part => part.Length == 0) || !parts.Any(part => ArchText.IsNameStart(part[0]))) return null;
        return string.Join("x", parts.Select(part => ArchText.IsNameStart(part[0]) ? $"({part})" : part));
    }
}
