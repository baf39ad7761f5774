using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NetArch.Dsl;
using NetArch.Dsl.Model;
using NetArch.Generator.Pipeline;

namespace NetArch.Tool.LanguageServer.Documents;

/// <summary>The last answers about a project, from which the next ones are made: an edit that changes no block leaves the other files' as they were.</summary>
internal sealed class ProjectCache
{
    private readonly Lock guard = new();
    private readonly ConditionalWeakTable<ProjectFile, Memo<EquatableArray<ArchDiagnostic>>> verdicts = [];
    private ArchProject? last;

    public ArchProject Check(ImmutableDictionary<string, Document> documents, CancellationToken cancellation)
    {
        lock (guard)
        {
            if (last is null) return last = ArchProject.Check(documents.Values.Select(document => (document.Path, document.Text)), null, cancellation);
            ArchProject project = last;
            foreach (ProjectFile gone in project.Files.Where(file => !documents.ContainsKey(file.Path))) project = project.Without(gone.Path);
            foreach (Document document in documents.Values) project = project.With(document.Path, document.Text, cancellation);
            return last = project;
        }
    }

    /// <summary>What the plans of a file's networks say of it.</summary>
    public EquatableArray<ArchDiagnostic> Verdicts(ProjectFile file, CancellationToken cancellation) =>
        verdicts.GetValue(file, known => new Memo<EquatableArray<ArchDiagnostic>>(stop => Judge(known.Checked, stop))).Get(cancellation);

    private static EquatableArray<ArchDiagnostic> Judge(CheckedFile file, CancellationToken cancellation)
    {
        var planned = ImmutableArray.CreateBuilder<PlannedNetwork>();
        foreach (CheckedNetwork network in file.Networks)
        {
            cancellation.ThrowIfCancellationRequested();
            planned.Add(PlannedNetwork.Of(network.Network, cancellation));
        }

        return PlanVerdicts.Judge((file, planned.ToImmutable()), cancellation);
    }
}
