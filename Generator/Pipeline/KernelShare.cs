using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Pipeline;

/// <summary>The kernels that a network is the first to use, by the networks' full names: each kernel of a compilation is in one share.</summary>
/// <remarks>A file a share, so that an edit of one network leaves the others' kernels as they are.</remarks>
internal sealed record KernelShare(string Network, EquatableArray<Kernel> Kernels)
{
    public static EquatableArray<KernelShare> Divide(ImmutableArray<PlannedNetwork> networks, CancellationToken cancellation)
    {
        var taken = new HashSet<Kernel>();
        return networks
            .Where(network => network.Plan is not null)
            .Select(network => (Name: TakenNames.FullName(network.Network), network.Plan!.Kernels))
            .OrderBy(network => network.Name, StringComparer.Ordinal)
            .Select(network => new KernelShare(network.Name, network.Kernels.Where(taken.Add).ToEquatableArray()))
            .ToEquatableArray();
    }

    public static KernelShare Of((PlannedNetwork Network, EquatableArray<KernelShare> Shares) input, CancellationToken cancellation)
    {
        string name = TakenNames.FullName(input.Network.Network);
        return input.Shares.FirstOrDefault(share => share.Network == name) ?? new KernelShare(name, EquatableArray<Kernel>.Empty);
    }
}
