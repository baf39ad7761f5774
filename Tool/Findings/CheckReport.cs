using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NetArch.Dsl;

namespace NetArch.Tool.Findings;

/// <summary>What <c>check --json</c> writes; README.md describes it.</summary>
/// <param name="Version">Of this format; it grows when a reader of an earlier one would misunderstand.</param>
/// <param name="Files">The files asked about, as they were found.</param>
internal sealed record CheckReport(int Version, IReadOnlyList<string> Files, int Errors, int Warnings, IReadOnlyList<FindingReport> Findings)
{
    public static CheckReport Of(CheckedFiles result) => new(
        1, result.Paths, result.Errors, result.Warnings,
        [.. result.Findings.Select(finding => FindingReport.Of(finding, result.Texts.GetValueOrDefault(finding.Path)))]);

    public static void Write(Stream stream, CheckedFiles result)
    {
        JsonSerializer.Serialize(stream, Of(result), FindingsJson.Readable.CheckReport);
        stream.WriteByte((byte)'\n');
    }
}

/// <summary>One finding. Lines and columns count from 1, columns in UTF-16 units; the end is the first place behind the flagged text.</summary>
/// <param name="Severity">error, warning or info.</param>
/// <param name="Text">The flagged text; empty where the finding is about the whole file.</param>
/// <param name="Help">The address of the page that explains this kind of finding.</param>
internal sealed record FindingReport(
    string Id, string Severity, string Title, string Message, string Path, int StartLine, int StartColumn, int EndLine, int EndColumn, string Text, string Help)
{
    public static FindingReport Of(ArchDiagnostic finding, string? text)
    {
        SourceSpan span = finding.Span;
        return new FindingReport(
            finding.Definition.Id, finding.Definition.Severity.ToString().ToLowerInvariant(), finding.Definition.Title, finding.Message, finding.Path,
            span.StartLine + 1, span.StartColumn + 1, span.EndLine + 1, span.EndColumn + 1,
            text is null ? "" : text.Substring(Math.Min(span.Start, text.Length), Math.Min(span.Length, text.Length - Math.Min(span.Start, text.Length))),
            finding.Definition.HelpLink);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(SarifLog))]
internal sealed partial class FindingsJson : JsonSerializerContext
{
    /// <summary>Messages hold quotes and signs, and no log is pasted into a web page unescaped: they are written as they are.</summary>
    public static FindingsJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
