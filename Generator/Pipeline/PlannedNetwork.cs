using System.Threading;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Pipeline;

/// <summary>A network and what planning came to: a plan, or layers that cannot be compiled yet, or a fault.</summary>
internal sealed record PlannedNetwork(Network Network, NetworkPlan? Plan, EquatableArray<UnsupportedLayer> Unsupported, Fault? Fault)
{
    public static PlannedNetwork Of(Network network, CancellationToken cancellation) => Fault.Catch(
        "planning " + network.Name,
        () =>
        {
            PlanningResult result = NetworkPlanner.Plan(network);
            return new PlannedNetwork(network, result.Plan, result.Unsupported, null);
        },
        fault => new PlannedNetwork(network, null, EquatableArray<UnsupportedLayer>.Empty, fault));
}
