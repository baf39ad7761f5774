using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>The ways to run a network: forward rules, the loss, and gradient rules, as each needs them.</summary>
internal sealed class BuildSchedules(Network network, EquatableArray<ParameterPlan> parameters, KernelChoice kernels)
{
    private static readonly string LossGradient = ScheduleBuilder.GradientOf("loss");

    private readonly NetworkGraph training = FuseOperations.Apply(FormGraph.Apply(network, dropsOut: true), foldsBatchNorm: false, kernels);
    private readonly NetworkGraph evaluation = FuseOperations.Apply(FormGraph.Apply(network, dropsOut: false), foldsBatchNorm: true, kernels);
    private readonly NetworkGraph trace = FormGraph.ForTrace(network);

    public Schedule Inference()
    {
        ScheduleBuilder builder = Builder(Pass.Inference, evaluation);
        new ForwardRules(builder).Apply(network.Input);
        AddLoss(builder, gradient: null);
        return builder.Finish("infer", Partition.Pairs);
    }

    public Schedule Training()
    {
        ScheduleBuilder builder = Builder(Pass.Training, training);
        new ForwardRules(builder).Apply(network.Input);
        new GradientRules(builder).Apply(AddLoss(builder, LossGradient));
        for (int i = 0; i < parameters.Count && !kernels.WorksInOrder; i++)
        {
            if (parameters[i].Placement is GradientPlacement.Narrow or GradientPlacement.Wide) builder.Units.Add(Reduce(i, parameters[i]));
        }

        return builder.Finish("train", Partition.Slots);
    }

    public Schedule InputGradients()
    {
        ScheduleBuilder builder = Builder(Pass.InputGradients, evaluation);
        new ForwardRules(builder).Apply(network.Input);
        string inputs = new GradientRules(builder).Apply(AddLoss(builder, LossGradient))!;
        builder.Tiles(new UnpackGradientStep(inputs, network.Input.Count));
        return builder.Finish("input gradients", Partition.Pairs);
    }

    public Schedule Tracing()
    {
        ScheduleBuilder builder = Builder(Pass.Tracing, trace);
        new ForwardRules(builder).Apply(network.Input);
        EquatableArray<Layer> leaves = network.Layers.Leaves().ToEquatableArray();
        for (int i = 0; i < leaves.Count; i++) builder.Tiles(new RecordStep(i, leaves[i].Name, leaves[i].Output.Count));
        return builder.Finish("trace", Partition.Pairs);
    }

    /// <param name="used">Every step of the other schedules.</param>
    public (Schedule Schedule, EquatableArray<FoldedPlan> Folded) Folding(params Schedule[] used)
    {
        int zeros = network.Layers.Leaves().Where(layer => layer is Convolution or FullyConnected)
            .Select(layer => layer.Output.Channels).DefaultIfEmpty(0).Max();
        return new FoldBatchNorm(parameters).Apply(
            evaluation.Operations.Concat(trace.Operations), used.SelectMany(schedule => schedule.Steps).SelectMany(step => step.Operands), zeros);
    }

    private ScheduleBuilder Builder(Pass pass, NetworkGraph graph) => new(pass, graph, parameters, kernels);

    private string AddLoss(ScheduleBuilder builder, string? gradient)
    {
        string from = builder.Graph.Output;
        if (gradient is not null) builder.Buffer(gradient, network.Output.Count);
        builder.Tiles(new LossStep(network.Loss, from, gradient, network.Output.Count));
        return gradient ?? from;
    }

    /// <summary>A parameter's reduction, in items of a few thousand values.</summary>
    private static WorkUnit Reduce(int index, ParameterPlan parameter)
    {
        const int ValuesPerItem = 4096;
        return new WorkUnit(new Step[] { new ReduceStep(index) }.ToEquatableArray(), parameter.Floats, ValuesPerItem);
    }
}
