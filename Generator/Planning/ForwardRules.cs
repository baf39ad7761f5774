using System.Collections.Generic;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Forward: each fused layer as steps.</summary>
/// <param name="keepFrom">The first layer that backward will visit: from there on, what was pooled is kept.</param>
/// <param name="dropsOut">Whether dropout drops: in training.</param>
/// <param name="needsWeightGradients">Makes the sample-by-sample copies that weight gradients read.</param>
internal sealed class ForwardRules(ScheduleBuilder builder, int keepFrom, bool dropsOut, bool needsWeightGradients)
{
    public void Apply(Shape input)
    {
        builder.Units.Add(WorkUnit.Tiles(new PackStep(builder.Buffer(ScheduleBuilder.InputName, input.Count), input.Count)));
        if (NeedsSampleRows(0))
            builder.Units.Add(WorkUnit.Tiles(new GatherStep(SampleRowsOf(0), input.Count, PlanParameters.RowStride(ReaderAt(0)))));
        for (int i = 0; i < builder.Layers.Count; i++) Lower(i);
    }

    /// <summary>The name of layer <paramref name="index"/>'s input, one row a sample.</summary>
    public static string SampleRowsName(ScheduleBuilder builder, int index) => ScheduleBuilder.RowsOf(builder.InputOf(index));

    private void Lower(int index)
    {
        FusedLayer layer = builder.Layers[index];
        string to = builder.Buffer(builder.OutputOf(index), layer.Output.Count);
        switch (layer.Core)
        {
            case Convolution convolution:
                Convolve(index, layer, convolution, to);
                break;
            case FullyConnected connected:
                Connect(index, layer, connected, to);
                return;
            case Pooling pooling:
                builder.Units.Add(WorkUnit.Tiles(new PoolStep(new PoolForward(PoolingGeometry.Of(pooling)), builder.InputOf(index), to)));
                break;
            case Activation:
                builder.Units.Add(WorkUnit.Tiles(new ActivateStep(builder.InputOf(index), to, layer.Output.Count, layer.Activation)));
                break;
            case Flatten:
                builder.Units.Add(WorkUnit.Tiles(new CopyStep(builder.InputOf(index), to, layer.Output.Count)));
                break;
            case Softmax:
                builder.Units.Add(WorkUnit.Tiles(
                    new CopyStep(builder.InputOf(index), to, layer.Output.Count),
                    new LossStep(LossKind.CrossEntropy, to, Gradient: null, layer.Output.Count)));
                break;
            case Dropout dropout:
                builder.Units.Add(WorkUnit.Tiles(new CopyStep(builder.InputOf(index), to, layer.Output.Count)));
                if (dropsOut) builder.Units.Add(WorkUnit.Tiles(Drop(Scope.Tile, to, layer, dropout)));
                break;
        }

        if (NeedsSampleRows(index + 1)) builder.Units.Add(WorkUnit.Tiles(SampleRows(Scope.Tile, index, layer.Output.Count)));
    }

    private void Convolve(int index, FusedLayer layer, Convolution convolution, string to)
    {
        ConvolutionForward kernel = builder.ConvolutionKernel(convolution, layer.Pool);
        string? pooled = layer.Pool is null ? null : to;
        string values = to;
        bool isKept = index >= keepFrom || layer.Pool is null;
        if (layer.Pool is not null)
        {
            int rows = isKept ? convolution.Output.Height : kernel.RowsPerGroup;
            values = builder.Buffer(ValuesOf(layer), convolution.Filters * rows * convolution.Output.Width);
        }

        builder.Units.Add(WorkUnit.Tiles(new ConvolveStep(
            kernel, builder.InputOf(index), builder.Weight(convolution), builder.Bias(convolution), values, pooled, isKept, layer.Activation)));
        if (dropsOut && layer.Dropout is { } dropout) builder.Units.Add(WorkUnit.Tiles(Drop(Scope.Tile, to, layer, dropout)));
    }

    /// <summary>The name of what a fused layer pools.</summary>
    public static string ValuesOf(FusedLayer layer) => (layer.ActivationLayer ?? layer.Core).Name;

    private void Connect(int index, FusedLayer layer, FullyConnected connected, string to)
    {
        bool byRows = ScheduleBuilder.IsSplitByRows(layer);
        Scope scope = byRows ? Scope.Rows : Scope.Pair;
        FullyConnectedForward kernel = builder.ConnectKernel(connected);
        var connect = new ConnectStep(
            scope, kernel, builder.InputOf(index), builder.Weight(connected), builder.Bias(connected), to, connected.Outputs, layer.Activation);
        var steps = new List<Step> { connect };
        Scope after = byRows ? Scope.Rows : Scope.Tile;
        if (dropsOut && layer.Dropout is { } dropout) steps.Add(Drop(after, to, layer, dropout));
        if (NeedsSampleRows(index + 1)) steps.Add(SampleRows(after, index, connected.Outputs));
        builder.Units.Add(byRows ? WorkUnit.ByRows(steps, connected.Outputs, kernel.RowTile) : WorkUnit.Tiles(steps.ToArray()));
    }

    private static DropStep Drop(Scope scope, string buffer, FusedLayer layer, Dropout dropout) =>
        new(scope, buffer, layer.Output.Count, layer.DropoutOrdinal, (float)dropout.Probability);

    private bool NeedsSampleRows(int index) =>
        needsWeightGradients && index < builder.Layers.Count && builder.Layers[index].Core is FullyConnected && builder.IsTrained(index);

    private string SampleRowsOf(int index) =>
        builder.SampleRows(SampleRowsName(builder, index), ReaderAt(index));

    private FullyConnected ReaderAt(int index) => (FullyConnected)builder.Layers[index].Core;

    private TransposeStep SampleRows(Scope scope, int index, int count) =>
        new(scope, builder.OutputOf(index), SampleRowsOf(index + 1), count, PlanParameters.RowStride(ReaderAt(index + 1)));
}
