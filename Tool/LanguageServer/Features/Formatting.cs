using NetArch.Dsl.Formatting;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Protocol;

namespace NetArch.Tool.LanguageServer.Features;

internal static class Formatting
{
    /// <summary>The edits that bring a document into its canonical layout; none where it has it, or cannot have it.</summary>
    public static IReadOnlyList<TextEdit>? Of(DocumentParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        string after = ArchFormatter.Format(document.Path, document.Text, context.Cancellation).Text;
        return after == document.Text ? [] : [Difference(document, after)];
    }

    // What is alike at both ends stays, so that an editor keeps its cursors there; no line end of two characters is cut in half.
    private static TextEdit Difference(Document document, string after)
    {
        string before = document.Text;
        int start = before.AsSpan().CommonPrefixLength(after), end = before.Length, last = after.Length;
        if (start > 0 && before[start - 1] == '\r') start--;
        while (end > start && last > start && before[end - 1] == after[last - 1]) (end, last) = (end - 1, last - 1);
        if (end > 0 && end < before.Length && before[end - 1] == '\r' && before[end] == '\n') (end, last) = (end + 1, last + 1);
        return new TextEdit(document.Lines.RangeOf(start, end), after[start..last]);
    }
}
