using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>From a checked network to its plan for a GPU. The passes, in order, are the body of <see cref="Plan"/>.</summary>
public static class GpuPlanner
{
    /// <exception cref="System.OverflowException">A sample's values take more memory than an int can count for a tile of 32.</exception>
    public static GpuPlan Plan(Network network)
    {
        EquatableArray<Layer> leaves = network.Layers.Leaves().ToEquatableArray();
        (EquatableArray<ParameterPlan> parameters, int floats) = PlanGpuParameters.Place(leaves);
        var build = new BuildSchedules(network, parameters, new GpuKernelChoice());
        Schedule inference = build.Inference(), training = build.Training(), inputGradients = build.InputGradients(), tracing = build.Tracing();
        (Schedule folding, EquatableArray<FoldedPlan> folded) = build.Folding(inference, training, inputGradients, tracing);
        var choose = new ChooseGpuKernels(parameters);
        Schedule trained = choose.Apply(training), inferred = choose.Apply(inference), differentiated = choose.Apply(inputGradients), traced = choose.Apply(tracing);
        var plan = new GpuPlan(
            network, leaves, parameters, PlanGpuParameters.Describe(parameters, leaves, trained),
            inferred, trained, differentiated, traced, folding, folded, PlanPackedWeights.Apply([inferred, trained, differentiated, traced]), floats);
        VerifyGpuPlan.Apply(plan);
        return plan;
    }
}
