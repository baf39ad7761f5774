using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <param name="Plan">Null where something cannot be compiled yet.</param>
public sealed record PlanningResult(NetworkPlan? Plan, EquatableArray<UnsupportedLayer> Unsupported);

/// <summary>A layer that the language has and the planner has no kernels for yet.</summary>
/// <param name="What">In the language's words: <c>batchnorm</c>.</param>
public sealed record UnsupportedLayer(string Layer, string What);

/// <summary>From a checked network to its plan. Every pass is a pure function; the passes, in order, are the body of <see cref="Build"/>.</summary>
public static class NetworkPlanner
{
    public static PlanningResult Plan(Network network) => Plan(network, VectorTarget.Avx512);

    public static PlanningResult Plan(Network network, VectorTarget target)
    {
        var tiling = new RegisterTiling(target);
        EquatableArray<UnsupportedLayer> unsupported = new FindUnsupported(tiling).In(network.Layers).ToEquatableArray();
        if (unsupported.Count > 0) return new(null, unsupported);
        NetworkPlan plan = Build(network, tiling);
        VerifyPlan.Apply(plan);
        return new(plan, unsupported);
    }

    private static NetworkPlan Build(Network network, RegisterTiling tiling)
    {
        EquatableArray<Layer> leaves = network.Layers.Leaves().ToEquatableArray();
        (EquatableArray<ParameterPlan> parameters, int parameterFloats, int slotFloats) = PlanParameters.Apply(leaves);
        IReadOnlyList<FusedLayer> fused = FuseLayers.Apply(leaves);
        ScheduleBuilder Fused() => new(fused, parameters, tiling);
        return new NetworkPlan(
            network, leaves, parameters,
            BuildSchedules.Inference(network, Fused()),
            BuildSchedules.Training(network, Fused(), parameters),
            BuildSchedules.InputGradients(network, Fused()),
            BuildSchedules.Tracing(network, new(FuseLayers.Separate(leaves), parameters, tiling)),
            parameterFloats, slotFloats);
    }
}
