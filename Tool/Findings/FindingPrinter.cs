using System.Globalization;
using NetArch.Dsl;
using Spectre.Console;

namespace NetArch.Tool.Findings;

/// <summary>Findings for people: what, where, and the line with the flagged part underlined.</summary>
/// <remarks>
/// <code>
/// error ARCH3002: F6: fc 84 over 120 inputs has 120 * 84 = 10,080 weights; the file says 1,080
///   --> LeNet.net.arch:13:55
///    |
/// 13 |     F6: fc 84                   -> 84         weights 1_080   biases 84
///    |                                                       ^^^^^
/// </code>
/// </remarks>
internal sealed class FindingPrinter(IAnsiConsole console)
{
    private static readonly Style Frame = new(Color.Blue), Strong = new(decoration: Decoration.Bold);

    public void Print(CheckedFiles result)
    {
        Print(result.Findings, result.Texts);
        console.WriteLine(Total(result));
    }

    public void Print(IEnumerable<ArchDiagnostic> findings, IReadOnlyDictionary<string, string> texts)
    {
        foreach (ArchDiagnostic finding in findings)
        {
            Print(finding, texts.GetValueOrDefault(finding.Path));
            console.WriteLine();
        }
    }

    /// <summary><c>3 files: 1 error, 2 warnings</c>.</summary>
    public static string Total(CheckedFiles result)
    {
        string files = Count(result.Paths.Count, "file");
        if (result.Findings.Count == 0) return files + ": no mistakes";
        string warnings = result.Warnings > 0 ? ", " + Count(result.Warnings, "warning") : "";
        return $"{files}: {Count(result.Errors, "error")}{warnings}";
    }

    private void Print(ArchDiagnostic finding, string? text)
    {
        Style style = StyleOf(finding.Definition.Severity);
        console.Write($"{finding.Definition.Severity.ToString().ToLowerInvariant()} {finding.Definition.Id}", style.Combine(Strong));
        console.WriteLine(": " + finding.Message, Strong);
        if (text is null || finding.Span == SourceSpan.None)
        {
            Framed("  --> ");
            console.WriteLine(finding.Path);
            return;
        }

        SourceLine line = SourceLine.Of(text, finding.Span);
        string number = line.Number.ToString(CultureInfo.InvariantCulture), gutter = new(' ', number.Length);
        Framed(gutter + "--> ");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{finding.Path}:{line.Number}:{finding.Span.StartColumn + 1}"));
        Framed(gutter + " |\n");
        Framed(number + " | ");
        console.WriteLine(line.Text);
        Framed(gutter + " | ");
        console.WriteLine(new string(' ', line.Column) + new string('^', line.Length), style.Combine(Strong));
    }

    private void Framed(string text) => console.Write(text, Frame);

    private static Style StyleOf(ArchSeverity severity) => severity switch
    {
        ArchSeverity.Error => new Style(Color.Red),
        ArchSeverity.Warning => new Style(Color.Yellow),
        ArchSeverity.Info => new Style(Color.Aqua),
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "a severity without a colour"),
    };

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");
}
