using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetArch.Dsl;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Pipeline;

/// <summary>Networks whose full name, ignoring case, an earlier one has. They are errors, and are not emitted. Nearly always none.</summary>
internal sealed record TakenNames(EquatableArray<NetworkPlace> Places)
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

        return new TakenNames(taken.ToEquatableArray());
    }

    /// <summary>The networks of a file that are emitted.</summary>
    public static ImmutableArray<Network> NetworksOf((CheckedFile File, TakenNames Taken) input, CancellationToken cancellation) =>
        input.File.Networks
            .Where((_, index) => !input.Taken.Places.Contains(new NetworkPlace(input.File.Path, index)))
            .Select(network => network.Network)
            .ToImmutableArray();

    public static string FullName(Network network) =>
        string.IsNullOrEmpty(network.Namespace) ? network.Name : network.Namespace + "." + network.Name;
}

/// <param name="Index">Which of the file's networks it is.</param>
internal sealed record NetworkPlace(string Path, int Index);
