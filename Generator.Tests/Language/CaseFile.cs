using System.Globalization;
using System.Text.RegularExpressions;
using NetArch.Dsl;

namespace NetArch.Generator.Tests.Language;

/// <summary>
/// A <c>.net.arch</c> file with its findings marked in it. A comment <c>#^ ARCH2003 "flagged text": message</c> stands below
/// the line it speaks of, in the order of the findings on that line; every finding is marked, so nothing else may be found.
/// </summary>
public sealed partial class CaseFile
{
    private CaseFile(string name, string text)
    {
        Name = name;
        Text = text;
    }

    public string Name { get; }

    public string Text { get; }

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Cases");

    public static IEnumerable<string> Names(string folder) => Directory
        .EnumerateFiles(Path.Combine(Folder, folder), "*.net.arch")
        .Select(path => Path.GetFileName(path))
        .Order(StringComparer.Ordinal);

    public static CaseFile Read(string folder, string name) => new(name, File.ReadAllText(Path.Combine(Folder, folder, name)).ReplaceLineEndings("\n"));

    /// <summary>The marks: <c>line: id "flagged": message</c>, lines from 1.</summary>
    public IEnumerable<string> Expected()
    {
        int line = 0;
        string[] lines = Text.Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            Match mark = Mark().Match(lines[index]);
            if (!mark.Success) line = index + 1;
            else yield return Show(line, mark.Groups["id"].Value, mark.Groups["flagged"].Value, mark.Groups["message"].Value);
        }
    }

    /// <summary>The same of what was found. The line is counted in the text, not taken from the span.</summary>
    public IEnumerable<string> Found(IEnumerable<ArchDiagnostic> diagnostics) => diagnostics.Select(diagnostic => Show(
        Text[..diagnostic.Span.Start].Count(character => character == '\n') + 1,
        diagnostic.Definition.Id,
        Text.Substring(diagnostic.Span.Start, diagnostic.Span.Length),
        diagnostic.Message));

    private static string Show(int line, string id, string flagged, string message) =>
        string.Create(CultureInfo.InvariantCulture, $"{line}: {id} \"{flagged}\": {message}");

    [GeneratedRegex("^\\s*#\\^ (?<id>ARCH\\d{4}) \"(?<flagged>[^\"]*)\": (?<message>.*)$")]
    private static partial Regex Mark();
}
