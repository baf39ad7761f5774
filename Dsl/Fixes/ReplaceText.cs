using NetArch.Dsl.Text;

namespace NetArch.Dsl.Fixes;

/// <summary>A whole text in place of another, as an edit of what differs between them.</summary>
internal static class ReplaceText
{
    public static TextEdit With(ArchText text, string replacement)
    {
        string old = text.Content;
        int shared = System.Math.Min(old.Length, replacement.Length), start = 0, end = 0;
        while (start < shared && old[start] == replacement[start]) start++;
        while (end < shared - start && old[old.Length - 1 - end] == replacement[replacement.Length - 1 - end]) end++;

        // No edit begins or ends within a line end of two characters, or a character of two halves.
        while (start > 0 && (old[start - 1] == '\r' || char.IsHighSurrogate(old[start - 1]))) start--;
        while (end > 0 && (old[old.Length - end] == '\n' || char.IsLowSurrogate(old[old.Length - end]))) end--;
        return new TextEdit(text.Path, text.Span(start, old.Length - end), replacement.Substring(start, replacement.Length - end - start));
    }
}
