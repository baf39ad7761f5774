using System.Text.Json;
using System.Text.Json.Serialization;
using NetArch.Dsl;

namespace NetArch.Tool.Findings;

/// <summary>The part of SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format) that findings need.</summary>
internal sealed record SarifLog(IReadOnlyList<SarifRun> Runs)
{
    [JsonPropertyName("$schema")]
    [JsonPropertyOrder(-2)]
    public string Schema => "https://json.schemastore.org/sarif-2.1.0.json";

    [JsonPropertyOrder(-1)]
    public string Version => "2.1.0";

    public static SarifLog Of(CheckedFiles result)
    {
        DiagnosticDefinition[] rules = [.. result.Findings.Select(finding => finding.Definition).Distinct().OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        SarifRule[] described = [.. rules.Select(rule => new SarifRule(rule.Id, new SarifMessage(rule.Title), rule.HelpLink, new SarifConfiguration(Level(rule.Severity))))];
        string version = typeof(SarifLog).Assembly.GetName().Version!.ToString(3);
        var driver = new SarifDriver("netarch", version, described);
        return new SarifLog([new SarifRun(new SarifTool(driver), "utf16CodeUnits", [.. result.Findings.Select(finding => Result(finding, rules))])]);
    }

    public static void Write(Stream stream, CheckedFiles result)
    {
        JsonSerializer.Serialize(stream, Of(result), FindingsJson.Readable.SarifLog);
        stream.WriteByte((byte)'\n');
    }

    private static SarifResult Result(ArchDiagnostic finding, DiagnosticDefinition[] rules)
    {
        SourceSpan span = finding.Span;
        SarifRegion? region = span == SourceSpan.None
            ? null
            : new SarifRegion(span.StartLine + 1, span.StartColumn + 1, span.EndLine + 1, span.EndColumn + 1, span.Start, span.Length);
        var place = new SarifPhysicalLocation(new SarifArtifact(Address(finding.Path)), region);
        return new SarifResult(
            finding.Definition.Id, Array.IndexOf(rules, finding.Definition), Level(finding.Definition.Severity),
            new SarifMessage(finding.Message), [new SarifLocation(place)]);
    }

    // Relative paths stay relative, so that a log means the same in another checkout.
    private static string Address(string path) => Path.IsPathRooted(path)
        ? new Uri(Path.GetFullPath(path)).AbsoluteUri
        : string.Join('/', path.Replace(Path.DirectorySeparatorChar, '/').Split('/').Select(Uri.EscapeDataString));

    private static string Level(ArchSeverity severity) => severity switch
    {
        ArchSeverity.Error => "error",
        ArchSeverity.Warning => "warning",
        ArchSeverity.Info => "note",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "a severity without a level"),
    };
}

internal sealed record SarifRun(SarifTool Tool, string ColumnKind, IReadOnlyList<SarifResult> Results);

internal sealed record SarifTool(SarifDriver Driver);

internal sealed record SarifDriver(string Name, string Version, IReadOnlyList<SarifRule> Rules);

internal sealed record SarifRule(string Id, SarifMessage ShortDescription, string HelpUri, SarifConfiguration DefaultConfiguration);

internal sealed record SarifConfiguration(string Level);

internal sealed record SarifMessage(string Text);

internal sealed record SarifResult(string RuleId, int RuleIndex, string Level, SarifMessage Message, IReadOnlyList<SarifLocation> Locations);

internal sealed record SarifLocation(SarifPhysicalLocation PhysicalLocation);

/// <param name="Region">Null where the finding is about the whole file.</param>
internal sealed record SarifPhysicalLocation(SarifArtifact ArtifactLocation, SarifRegion? Region);

internal sealed record SarifArtifact(string Uri);

internal sealed record SarifRegion(int StartLine, int StartColumn, int EndLine, int EndColumn, int CharOffset, int CharLength);
