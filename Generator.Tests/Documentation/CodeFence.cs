namespace NetArch.Generator.Tests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">The first word behind the fence: <c>net.arch</c>, <c>csharp</c>.</param>
/// <param name="Purpose">The words after it, which say how the block is to be read.</param>
/// <param name="Line">Where its text begins, from 1.</param>
internal sealed record CodeFence(string Language, string Purpose, string Text, int Line)
{
    public static IReadOnlyList<CodeFence> Of(string page)
    {
        var fences = new List<CodeFence>();
        string[] lines = page.Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            if (!lines[line].StartsWith("```", StringComparison.Ordinal)) continue;
            int end = Array.IndexOf(lines, "```", line + 1);
            end.ShouldBeGreaterThan(line, $"the fence of line {line + 1} does not end");
            string[] words = lines[line][3..].Split(' ', 2);
            fences.Add(new CodeFence(words[0], words.Length > 1 ? words[1] : "", string.Join('\n', lines[(line + 1)..end]) + "\n", line + 2));
            line = end;
        }

        return fences;
    }
}
