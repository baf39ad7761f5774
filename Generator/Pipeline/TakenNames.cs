using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetArch.Dsl;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Pipeline;

/// <summary>Networks whose full name, ignoring case, an earlier one has. They are errors, and are not emitted. Nearly always none.</summary>
/// <param name="Sketches">The same of networks with errors, whose outline would take the name of another network's class.</param>
internal sealed record TakenNames(EquatableArray<NetworkPlace> Places, EquatableArray<NetworkPlace> Sketches)
{
    public static TakenNames Find(ImmutableArray<CheckedFile> files, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var taken = new List<NetworkPlace>();
        foreach (CheckedFile file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            for (int index = 0; index < file.Networks.Count; index++)
                if (!names.Add(FullName(file.Networks[index].Network))) taken.Add(new NetworkPlace(file.Path, index));
        }

        var sketches = new List<NetworkPlace>();
        foreach (CheckedFile file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            for (int index = 0; index < file.Sketches.Count; index++)
                if (!names.Add(FullName(file.Sketches[index].Namespace, file.Sketches[index].Name))) sketches.Add(new NetworkPlace(file.Path, index));
        }

        return new TakenNames(taken.ToEquatableArray(), sketches.ToEquatableArray());
    }

    /// <summary>The outlines of a file's networks with errors.</summary>
    public static ImmutableArray<NetworkSketch> SketchesOf((CheckedFile File, TakenNames Taken) input, CancellationToken cancellation) =>
        input.File.Sketches
            .Where((_, index) => !input.Taken.Sketches.Contains(new NetworkPlace(input.File.Path, index)))
            .ToImmutableArray();

    /// <summary>The networks of a file that are emitted.</summary>
    public static ImmutableArray<Network> NetworksOf((CheckedFile File, TakenNames Taken) input, CancellationToken cancellation) =>
        input.File.Networks
            .Where((_, index) => !input.Taken.Places.Contains(new NetworkPlace(input.File.Path, index)))
            .Select(network => network.Network)
            .ToImmutableArray();

    public static string FullName(Network network) => FullName(network.Namespace, network.Name);

    public static string FullName(string? within, string name) => string.IsNullOrEmpty(within) ? name : within + "." + name;
}

/// <param name="Index">Which of the file's networks it is.</param>
internal sealed record NetworkPlace(string Path, int Index);
