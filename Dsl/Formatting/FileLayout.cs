using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Formatting;

/// <summary>A whole file's lines.</summary>
internal static class FileLayout
{
    public static string Write(WrittenFile file)
    {
        List<LayoutLine> lines = new StatementLayout(file).File();
        AlignColumns.Align(lines);
        string lineEnd = LineEnd(file.Content);
        var text = new StringBuilder();
        if (file.Content.Length > 0 && file.Content[0] == '\uFEFF') text.Append('\uFEFF');
        foreach (LayoutLine line in lines)
        {
            if (line.HasBlankBefore) text.Append(lineEnd);
            text.Append(line.Text).Append(lineEnd);
        }

        return text.ToString();
    }

    /// <summary>Carriage return and line feed where every line of the file ends so. Statements that are left as they are written keep their own
    /// line ends, and so must not decide those of the file differently once it is laid out.</summary>
    private static string LineEnd(string content)
    {
        bool some = false;
        for (int i = 0; i < content.Length; i++)
        {
            if (content[i] != '\n') continue;
            if (i == 0 || content[i - 1] != '\r') return "\n";
            some = true;
        }

        return some ? "\r\n" : "\n";
    }
}

/// <summary>A line while it is laid out.</summary>
internal sealed class LayoutLine(int indent, string head)
{
    public int Indent { get; set; } = indent;

    /// <summary>The statement's own words; a comment on a line of its own.</summary>
    public string Head { get; } = head;

    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>More than one line, left as it was written.</summary>
    public bool IsVerbatim { get; init; }

    public bool HasBlankBefore { get; set; }

    public string Comment { get; set; } = string.Empty;

    /// <summary>Set by <see cref="AlignColumns"/>, complete.</summary>
    public string Text { get; set; } = string.Empty;

    public int HeadEnd => Indent + Head.Length;

    public string? Shape => Claims.Count > 0 && Claims[0].StartsWith("->", StringComparison.Ordinal) ? Claims[0] : null;

    public IEnumerable<string> Counts => Shape is null ? Claims : Claims.Skip(1);
}
