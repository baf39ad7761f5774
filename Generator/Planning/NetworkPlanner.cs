using System;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <param name="Plan">Null where something cannot be compiled yet.</param>
public sealed record PlanningResult(NetworkPlan? Plan, EquatableArray<UnsupportedLayer> Unsupported);

/// <summary>What checks and cannot be compiled.</summary>
/// <param name="Layer">The layer's name, or the network's.</param>
/// <param name="What">What it is about it.</param>
public sealed record UnsupportedLayer(string Layer, string What);

/// <summary>From a checked network to its plan. Every pass is a pure function; the passes, in order, are the body of <see cref="Build"/>.</summary>
public static class NetworkPlanner
{
    public static PlanningResult Plan(Network network) => Plan(network, VectorTarget.Avx512);

    public static PlanningResult Plan(Network network, VectorTarget target)
    {
        try
        {
            NetworkPlan plan = Build(network, target);
            VerifyPlan.Apply(plan);
            return new(plan, EquatableArray<UnsupportedLayer>.Empty);
        }
        catch (OverflowException)
        {
            var tooLarge = new UnsupportedLayer(network.Name, "a network whose values take more than 2^31 floats for sixteen samples");
            return new(null, new[] { tooLarge }.ToEquatableArray());
        }
    }

    private static NetworkPlan Build(Network network, VectorTarget target)
    {
        var kernels = new KernelChoice(new RegisterTiling(target));
        EquatableArray<Layer> leaves = network.Layers.Leaves().ToEquatableArray();
        (EquatableArray<ParameterPlan> parameters, int parameterFloats, int slotFloats) = new PlanParameters(kernels).Apply(leaves);
        var build = new BuildSchedules(network, parameters, kernels);
        Schedule inference = build.Inference(), training = build.Training(), inputGradients = build.InputGradients(), tracing = build.Tracing();
        (Schedule folding, EquatableArray<FoldedPlan> folded) = build.Folding(inference, training, inputGradients, tracing);
        return new NetworkPlan(
            network, leaves, parameters, inference, training, inputGradients, tracing, folding, folded, parameterFloats, slotFloats);
    }
}
