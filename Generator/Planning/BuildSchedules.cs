using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>The four ways to run a network.</summary>
internal static class BuildSchedules
{
    private static readonly string LossGradient = ScheduleBuilder.GradientOf("loss");

    /// <summary>Forward in evaluation mode: nothing is kept, nothing dropped.</summary>
    public static Schedule Inference(Network network, ScheduleBuilder builder)
    {
        new ForwardRules(builder, keepFrom: builder.Layers.Count, dropsOut: false, needsWeightGradients: false).Apply(network.Input);
        AddLoss(network, builder, gradient: null);
        return builder.Finish("infer", Partition.Pairs);
    }

    /// <summary>Forward, backward, and every trained parameter's gradient to the sink.</summary>
    public static Schedule Training(Network network, ScheduleBuilder builder, EquatableArray<ParameterPlan> parameters)
    {
        new ForwardRules(builder, keepFrom: builder.FirstTrained, dropsOut: true, needsWeightGradients: true).Apply(network.Input);
        string gradient = AddLoss(network, builder, LossGradient);
        new GradientRules(builder, needsWeightGradients: true, dropsOut: true).Apply(gradient);
        for (int i = 0; i < parameters.Count; i++)
        {
            ParameterPlan parameter = parameters[i];
            if (parameter.Placement is GradientPlacement.Narrow or GradientPlacement.Wide)
                builder.Units.Add(Reduce(i, parameter));
        }

        return builder.Finish("train", Partition.Slots);
    }

    /// <summary>Forward in evaluation mode, and backward to the inputs.</summary>
    public static Schedule InputGradients(Network network, ScheduleBuilder builder)
    {
        new ForwardRules(builder, keepFrom: 0, dropsOut: false, needsWeightGradients: false).Apply(network.Input);
        string gradient = AddLoss(network, builder, LossGradient);
        string inputs = new GradientRules(builder, needsWeightGradients: false, dropsOut: false).Apply(gradient)!;
        builder.Units.Add(WorkUnit.Tiles(new UnpackGradientStep(inputs, network.Input.Count)));
        return builder.Finish("input gradients", Partition.Pairs);
    }

    /// <summary>Forward in evaluation mode, layer by layer, each output recorded.</summary>
    public static Schedule Tracing(Network network, ScheduleBuilder builder)
    {
        var rules = new ForwardRules(builder, keepFrom: builder.Layers.Count, dropsOut: false, needsWeightGradients: false);
        rules.Apply(network.Input);
        for (int i = 0; i < builder.Layers.Count; i++)
            builder.Units.Add(WorkUnit.Tiles(new RecordStep(i, builder.OutputOf(i), builder.Layers[i].Output.Count)));
        return builder.Finish("trace", Partition.Pairs);
    }

    private static string AddLoss(Network network, ScheduleBuilder builder, string? gradient)
    {
        string from = builder.InputOf(builder.Layers.Count);
        if (gradient is not null) builder.Buffer(gradient, network.Output.Count);
        builder.Units.Add(WorkUnit.Tiles(new LossStep(network.Loss, from, gradient, network.Output.Count)));
        return gradient ?? from;
    }

    /// <summary>A parameter's reduction, in items of a few thousand values.</summary>
    private static WorkUnit Reduce(int index, ParameterPlan parameter)
    {
        const int ValuesPerItem = 4096;
        return new WorkUnit(
            new Step[] { new ReduceStep(index) }.ToEquatableArray(), parameter.Floats, ValuesPerItem, IsDeferred: true);
    }
}
