using System.Collections.Immutable;
using NetArch.Dsl;
using NetArch.Dsl.Model;
using NetArch.Generator.Emit.Surface;
using NetArch.Generator.Pipeline;
using NetArch.Generator.Planning;

namespace NetArch.Testing;

/// <summary>The steps of the generator's pipeline, one after the other instead of one edit at a time.</summary>
internal static class CompileTexts
{
    public static CompilerOutput Run(IReadOnlyList<ArchText> texts, string rootNamespace)
    {
        // No folder is the project's, so that a network's namespace depends on no path.
        var project = new ProjectOptions(rootNamespace, "");
        ImmutableArray<ParsedFile> parsed = [.. texts.Select(text => ParsedFile.Parse(new SourceFile(text.Path, text.Text), default))];
        BlockLibrary blocks = ParsedFile.CollectBlocks(parsed, default);
        ImmutableArray<CheckedFile> files =
            [.. parsed.Select(file => ProjectOptions.NameNetworks((ParsedFile.Check((file, blocks), default), project), default))];
        TakenNames taken = TakenNames.Find(files, default);
        ImmutableArray<PlannedNetwork> planned =
            [.. files.SelectMany(file => TakenNames.NetworksOf((file, taken), default)).Select(network => PlannedNetwork.Of(network, default))];
        EmittedFiles[] emitted =
        [
            .. planned.Select(network => EmittedFiles.OfNetwork((network, false), default)),
            .. KernelShare.Divide(planned, default).Select(share => EmittedFiles.OfKernels(share, default)),
        ];
        return new CompilerOutput(Networks(planned), Findings(texts, files, planned, emitted, project), Sources(emitted));
    }

    private static CompiledNetwork[] Networks(IEnumerable<PlannedNetwork> planned) =>
    [
        .. planned
            .Where(network => network.Plan is not null)
            .Select(network => new CompiledNetwork(
                TakenNames.FullName(network.Network), SummaryTable.Of(network.Network), PlanPrinter.Print(network.Plan!)))
            .OrderBy(network => network.Name, StringComparer.Ordinal),
    ];

    private static GeneratedSource[] Sources(IEnumerable<EmittedFiles> emitted) =>
    [
        .. emitted
            .SelectMany(files => files.Files)
            .Select(file => new GeneratedSource(file.Hint, file.Text))
            .OrderBy(source => source.Name, StringComparer.Ordinal),
    ];

    private static Finding[] Findings(
        IReadOnlyList<ArchText> texts, ImmutableArray<CheckedFile> files, ImmutableArray<PlannedNetwork> planned, EmittedFiles[] emitted,
        ProjectOptions project) =>
    [
        .. files.SelectMany(file => file.Diagnostics)
            .Concat(files.SelectMany(file => PlanVerdicts.Judge((file, planned), default)))
            .Concat(ParsedFile.CheckProject((files, project), default))
            .Concat(emitted.Where(result => result.Fault is not null).Select(result => result.Fault!.At("", SourceSpan.None)))
            .OrderBy(diagnostic => diagnostic.Path, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Span.Start)
            .Select(diagnostic => Translate(diagnostic, texts)),
    ];

    private static Finding Translate(ArchDiagnostic diagnostic, IReadOnlyList<ArchText> texts)
    {
        SourceSpan span = diagnostic.Span;
        string text = texts.FirstOrDefault(candidate => candidate.Path == diagnostic.Path)?.Text ?? "";
        string flagged = span.Start + span.Length <= text.Length ? text.Substring(span.Start, span.Length) : "";
        return new Finding(
            diagnostic.Definition.Id, Severity(diagnostic.Definition.Severity), Path.GetFileName(diagnostic.Path),
            span.StartLine + 1, span.StartColumn + 1, flagged, diagnostic.Message);
    }

    private static FindingSeverity Severity(ArchSeverity severity) => severity switch
    {
        ArchSeverity.Info => FindingSeverity.Info,
        ArchSeverity.Warning => FindingSeverity.Warning,
        ArchSeverity.Error => FindingSeverity.Error,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "a severity without a name here"),
    };
}

/// <summary>A text and where it is from.</summary>
internal sealed record ArchText(string Path, string Text);
