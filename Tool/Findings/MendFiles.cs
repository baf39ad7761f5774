using System.Globalization;
using NetArch.Dsl;
using NetArch.Dsl.Fixes;
using NetArch.Tool.Sources;

namespace NetArch.Tool.Findings;

/// <summary>What became of some files' texts.</summary>
/// <param name="Texts">By path; those that could not be read are missing.</param>
/// <param name="Changes">A line for each fix: <c>LeNet.net.arch:13:55: Write 10_080</c>.</param>
/// <param name="Left">What no fix mends.</param>
internal sealed record MendedFiles(IReadOnlyDictionary<string, string> Texts, IReadOnlyList<string> Changes, IReadOnlyList<ArchDiagnostic> Left);

/// <summary>Mends findings until there is none left that can be: an answered question may show that the next claim is wrong.</summary>
internal static class MendFiles
{
    /// <summary>Far more rounds than a text needs; that they end must not depend on what fixes there are.</summary>
    private const int MaximumRounds = 20;

    public static MendedFiles Of(IReadOnlyList<SourceText> sources, bool annotate)
    {
        var changes = new List<string>();
        for (int round = 0; round < MaximumRounds; round++)
        {
            int before = changes.Count;
            sources = Mended(sources, changes);
            if (changes.Count == before) break;
        }

        if (annotate) sources = Annotated(sources, changes);
        CheckedFiles result = CheckFiles.Of(sources);
        return new MendedFiles(result.Texts, changes, result.Findings);
    }

    private static IReadOnlyList<SourceText> Mended(IReadOnlyList<SourceText> sources, List<string> changes)
    {
        CheckedFiles found = CheckFiles.Of(sources);
        ArchProject project = Project(found);
        var edits = new List<TextEdit>();
        foreach (ArchDiagnostic finding in found.Findings)
        {
            if (FixDiagnostics.For(project, finding).FirstOrDefault() is not { } fix || !TextEdits.AreApart(edits.Concat(fix.Edits))) continue;
            if (!fix.Edits.All(edit => sources.Any(source => source.Path == edit.Path))) continue;
            edits.AddRange(fix.Edits);
            changes.Add(string.Create(
                CultureInfo.InvariantCulture, $"{finding.Path}:{finding.Span.StartLine + 1}:{finding.Span.StartColumn + 1}: {fix.Title}"));
        }

        return Edited(sources, edits);
    }

    private static IReadOnlyList<SourceText> Annotated(IReadOnlyList<SourceText> sources, List<string> changes)
    {
        ArchProject project = Project(CheckFiles.Of(sources));
        var edits = new List<TextEdit>();
        foreach (SourceText source in sources.Where(source => source.Text is not null))
        {
            if (AnnotateDefinitions.OfFile(project, source.Path) is not { } fix) continue;
            edits.AddRange(fix.Edits);
            changes.Add($"{source.Path}: {fix.Title}");
        }

        return Edited(sources, edits);
    }

    private static ArchProject Project(CheckedFiles files) => ArchProject.Check(files.Texts.Select(file => (file.Key, file.Value)));

    private static IReadOnlyList<SourceText> Edited(IReadOnlyList<SourceText> sources, List<TextEdit> edits) => edits.Count == 0
        ? sources
        : [.. sources.Select(source => source.Text is null ? source : source with { Text = TextEdits.Apply(source.Path, source.Text, edits) })];
}
