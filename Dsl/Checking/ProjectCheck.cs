using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Dsl.Checking;

/// <summary>What only shows when all files are there.</summary>
internal static class ProjectCheck
{
    public static EquatableArray<ArchDiagnostic> Run(IEnumerable<CheckedFile> files, Func<CheckedFile, string>? defaultNamespace)
    {
        var diagnostics = new DiagnosticCollector();
        CheckedFile[] ordered = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
        diagnostics.AddRange(Duplicates(ordered, defaultNamespace).Select(duplicate => duplicate.Diagnostic));
        var reported = new HashSet<(string, string, int)>(ordered.SelectMany(file => file.Diagnostics).Select(Place));
        diagnostics.AddRange(ordered.SelectMany(file => file.FoundElsewhere).Where(found => reported.Add(Place(found))));
        return diagnostics.ToArray();
    }

    public static EquatableArray<CheckedNetwork> DistinctNetworks(IEnumerable<CheckedFile> files, Func<CheckedFile, string>? defaultNamespace)
    {
        CheckedFile[] ordered = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
        var taken = new HashSet<(string, int)>(Duplicates(ordered, defaultNamespace).Select(duplicate => (duplicate.File.Path, duplicate.Network.Span.Start)));
        return ordered
            .SelectMany(file => file.Networks.Where(network => !taken.Contains((file.Path, network.NameSpan.Start))))
            .ToEquatableArray();
    }

    /// <summary>Networks whose name an earlier file has in the same namespace, ignoring case.</summary>
    private static IEnumerable<(CheckedFile File, DeclaredNetwork Network, ArchDiagnostic Diagnostic)> Duplicates(
        IReadOnlyList<CheckedFile> ordered, Func<CheckedFile, string>? defaultNamespace)
    {
        var seen = new Dictionary<(string, string), (CheckedFile File, DeclaredNetwork Network)>();
        foreach (CheckedFile file in ordered)
        {
            foreach (DeclaredNetwork network in file.Declared)
            {
                string within = network.Namespace ?? defaultNamespace?.Invoke(file) ?? "folder " + System.IO.Path.GetDirectoryName(file.Path);
                var key = (within, network.Name.ToUpperInvariant());
                if (!seen.TryGetValue(key, out (CheckedFile File, DeclaredNetwork Network) earlier)) seen.Add(key, (file, network));
                else yield return (file, network, NameTaken(file.Path, network.Name, network.Span, earlier.Network, System.IO.Path.GetFileName(earlier.File.Path)));
            }
        }
    }

    public static ArchDiagnostic NameTaken(string path, string name, SourceSpan span, DeclaredNetwork earlier, string place) =>
        DiagnosticDefinitions.NetworkNameTaken.At(
            path, span, earlier.Name, place, earlier.Name == name ? string.Empty : ", and names that differ only in case count as one");

    private static (string, string, int) Place(ArchDiagnostic diagnostic) => (diagnostic.Definition.Id, diagnostic.Path, diagnostic.Span.Start);
}
