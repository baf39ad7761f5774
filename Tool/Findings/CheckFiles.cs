using System.Collections.Immutable;
using NetArch.Dsl;
using NetArch.Dsl.Model;
using NetArch.Generator.Pipeline;
using NetArch.Tool.Sources;

namespace NetArch.Tool.Findings;

/// <summary>Files, checked together.</summary>
/// <param name="Paths">The files asked about.</param>
/// <param name="Files">Those files, checked.</param>
/// <param name="Texts">The text of every file that a finding may lie in, by path.</param>
/// <param name="Findings">In the order of files and places.</param>
internal sealed record CheckedFiles(
    IReadOnlyList<string> Paths, IReadOnlyList<CheckedFile> Files, IReadOnlyDictionary<string, string> Texts, IReadOnlyList<ArchDiagnostic> Findings)
{
    public int Errors => Findings.Count(finding => finding.IsError);

    public int Warnings => Findings.Count(finding => finding.Definition.Severity == ArchSeverity.Warning);
}

/// <summary>What a build would say of some files, without a project: the same steps as in <see cref="Generator.NetworkGenerator"/>.</summary>
internal static class CheckFiles
{
    public static CheckedFiles At(IReadOnlyList<string> paths) => Of([.. paths.Select(SourceText.Read)]);

    public static CheckedFiles Of(IReadOnlyList<SourceText> sources)
    {
        ParsedFile[] parsed = [.. sources.Select(source => source.Parse())];
        IReadOnlyList<SourceText> shared = SharedBlocks.For(parsed);
        ParsedFile[] around = [.. shared.Select(source => source.Parse())];
        BlockLibrary blocks = ParsedFile.CollectBlocks([.. parsed, .. around], CancellationToken.None);
        CheckedFile[] files = [.. parsed.Select(file => ParsedFile.Check((file, blocks), CancellationToken.None))];
        Dictionary<string, string> texts = sources.Concat(shared).Where(source => source.Text is not null).ToDictionary(source => source.Path, source => source.Text!);
        return new CheckedFiles([.. sources.Select(source => source.Path)], files, texts, InOrder(Findings(files)));
    }

    /// <summary>Everything found in checked files, with what only their plans and only all files together show.</summary>
    public static IEnumerable<ArchDiagnostic> Findings(IReadOnlyList<CheckedFile> files)
    {
        ImmutableArray<PlannedNetwork> planned =
            [.. files.SelectMany(file => file.Networks).Select(network => PlannedNetwork.Of(network.Network, CancellationToken.None))];
        return files.SelectMany(file => file.Diagnostics.Concat(PlanVerdicts.Judge((file, planned), CancellationToken.None)))
            .Concat(ArchCompilation.CheckProject(files));
    }

    private static ArchDiagnostic[] InOrder(IEnumerable<ArchDiagnostic> findings) =>
        [.. findings.Distinct().OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Span.Start).ThenBy(finding => finding.Definition.Id, StringComparer.Ordinal)];
}
