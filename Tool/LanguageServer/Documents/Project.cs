using System.Collections.Immutable;
using NetArch.Dsl;

namespace NetArch.Tool.LanguageServer.Documents;

/// <summary>The files that share their blocks, at one moment.</summary>
internal sealed class Project
{
    private readonly Memo<ArchProject> project;
    private readonly Memo<ILookup<string, ArchDiagnostic>> findings;

    public Project(ImmutableDictionary<string, Document> documents, ProjectCache cache)
    {
        Cache = cache;
        project = new Memo<ArchProject>(cancellation => cache.Check(documents, cancellation));
        findings = new Memo<ILookup<string, ArchDiagnostic>>(cancellation => Checked(cancellation).Diagnostics.ToLookup(finding => finding.Path));
    }

    /// <summary>What later moments take over.</summary>
    public ProjectCache Cache { get; }

    public ArchProject Checked(CancellationToken cancellation) => project.Get(cancellation);

    /// <summary>What a build would say of this file.</summary>
    public IReadOnlyList<ArchDiagnostic> Findings(Document document, CancellationToken cancellation) =>
        [.. findings.Get(cancellation)[document.Path].Concat(Cache.Verdicts(Checked(cancellation).Find(document.Path)!, cancellation))];
}
