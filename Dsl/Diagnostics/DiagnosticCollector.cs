using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Dsl;

/// <summary>Gathers findings: each once for its place, and no more of them than a person can read.</summary>
internal sealed class DiagnosticCollector
{
    /// <summary>A file with more mistakes than this is shown this many and one line that says so.</summary>
    public const int Maximum = 1_000;

    private readonly HashSet<(string Id, string Path, int Start, int Length)> seen = [];
    private readonly List<ArchDiagnostic> found = [];

    public bool IsFull => found.Count > Maximum;

    /// <summary>Number of errors met so far that leave no network, also of those that another place already showed.</summary>
    public int ErrorsMet { get; private set; }

    public void Add(ArchDiagnostic diagnostic)
    {
        if (diagnostic.IsError && !diagnostic.Definition.IsFailedClaim) ErrorsMet++;
        if (IsFull || !seen.Add((diagnostic.Definition.Id, diagnostic.Path, diagnostic.Span.Start, diagnostic.Span.Length))) return;
        found.Add(found.Count < Maximum
            ? diagnostic
            : DiagnosticDefinitions.TooManyFindings.At(diagnostic.Path, diagnostic.Span, Maximum));
    }

    public void AddRange(IEnumerable<ArchDiagnostic> diagnostics)
    {
        foreach (ArchDiagnostic diagnostic in diagnostics) Add(diagnostic);
    }

    /// <summary>In the order of the text.</summary>
    public EquatableArray<ArchDiagnostic> ToArray() => found
        .OrderBy(diagnostic => diagnostic.Path, StringComparer.Ordinal)
        .ThenBy(diagnostic => diagnostic.Span.Start)
        .ThenBy(diagnostic => diagnostic.Definition.Id, StringComparer.Ordinal)
        .ToEquatableArray();
}
