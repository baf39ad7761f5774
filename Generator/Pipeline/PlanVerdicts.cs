using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetArch.Dsl;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Pipeline;

/// <summary>What is known about a file only with its networks' plans: layers that cannot be compiled yet, claims about memory.</summary>
internal static class PlanVerdicts
{
    /// <summary>Beside each file its own networks' plans, so that no other file's edit has it judged again.</summary>
    public static (CheckedFile File, EquatableArray<PlannedNetwork> Planned) FindPlans(
        (CheckedFile File, ImmutableArray<PlannedNetwork> Planned) input, CancellationToken cancellation) =>
        (input.File, input.File.Networks
            .Select(network => input.Planned.FirstOrDefault(candidate => candidate.Network.Equals(network.Network)))
            .OfType<PlannedNetwork>()
            .ToEquatableArray());

    public static EquatableArray<ArchDiagnostic> JudgeFile(
        (CheckedFile File, EquatableArray<PlannedNetwork> Planned) input, CancellationToken cancellation) => input.Planned
        .SelectMany(planned => Judge(input.File.Path, input.File.Networks.First(network => network.Network.Equals(planned.Network)), planned))
        .ToEquatableArray();

    /// <summary>Both steps at once.</summary>
    public static EquatableArray<ArchDiagnostic> Judge(
        (CheckedFile File, ImmutableArray<PlannedNetwork> Planned) input, CancellationToken cancellation) =>
        JudgeFile(FindPlans(input, cancellation), cancellation);

    /// <summary>What is wrong with the compilation that networks are to be part of; without networks, nothing is.</summary>
    public static EquatableArray<ArchDiagnostic> JudgeProject(
        (ImmutableArray<Network> Networks, CompilationFacts Facts) input, CancellationToken cancellation) =>
        input.Networks.IsEmpty ? EquatableArray<ArchDiagnostic>.Empty : input.Facts.Findings().ToEquatableArray();

    private static IEnumerable<ArchDiagnostic> Judge(string path, CheckedNetwork network, PlannedNetwork planned)
    {
        if (planned.Fault is not null) yield return planned.Fault.At(path, network.NameSpan);
        foreach (UnsupportedLayer unsupported in planned.Unsupported)
        {
            // A layer of a block stands in the block's file.
            LayerLocation place = network.Locations.FirstOrDefault(location => location.Layer == unsupported.Layer)
                ?? new LayerLocation(unsupported.Layer, network.NameSpan, path);
            yield return DiagnosticDefinitions.NotCompiled.At(place.Path, place.Span, unsupported.Layer, unsupported.What, "CPU");
        }

        if (planned.Plan is null) yield break;
        foreach (MemoryClaim claim in network.MemoryClaims)
            if (MemoryVerdict.Of(path, planned.Plan, claim) is { } verdict) yield return verdict;
    }
}
