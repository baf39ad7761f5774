using NetArch.Dsl;

namespace NetArch.Tool.Findings;

/// <summary>The line that a finding begins in, as it can be shown: of bounded length, and without characters that move the cursor.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Column">Where in <paramref name="Text"/> the flagged part begins, from 0.</param>
/// <param name="Length">How much of it is flagged; at least 1.</param>
internal sealed record SourceLine(int Number, string Text, int Column, int Length)
{
    private const int MaximumLength = 160;

    /// <summary>Characters before the flagged part that are kept of a line too long to show.</summary>
    private const int Lead = 60;

    private const string Cut = "...";

    public static SourceLine Of(string text, SourceSpan span)
    {
        int start = Math.Clamp(span.Start - span.StartColumn, 0, text.Length);
        int end = text.AsSpan(start).IndexOfAny("\n\r\u0085\u2028\u2029") is var length and >= 0 ? start + length : text.Length;
        int from = Math.Clamp(span.Start, start, end), to = Math.Clamp(span.End, from, end);
        string before = "", after = "";
        if (from - start > Lead && end - start > MaximumLength) (start, before) = (from - Lead, Cut);
        if (end - start > MaximumLength) (end, after) = (start + MaximumLength, Cut);
        string shown = before + Shown(text[start..end]).TrimEnd() + after;
        return new SourceLine(span.StartLine + 1, shown, from - start + before.Length, Math.Max(1, Math.Min(to, end) - from));
    }

    // A tab is as wide as the terminal thinks, and a control character may do anything: one column each keeps the mark below its text.
    private static string Shown(string text) => string.Create(text.Length, text, (shown, source) =>
    {
        for (int index = 0; index < shown.Length; index++)
            shown[index] = source[index] == '\t' ? ' ' : char.IsControl(source[index]) ? '\uFFFD' : source[index];
    });
}
