using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Gives every parameter tensor its place, and its gradient one.</summary>
internal sealed class PlanParameters(KernelChoice kernels)
{
    /// <summary>A fully connected layer with this many weights or more is divided among threads by its rows: a copy of its
    /// gradient for each slot would cost more than the work it saves.</summary>
    public const int RowSplitWeights = 65_536;

    /// <summary>A convolution's gradient is kept lane by lane up to this many weights (512 KiB a slot).</summary>
    public const int WideWeights = 8_192;

    public (EquatableArray<ParameterPlan> Parameters, int ParameterFloats, int SlotFloats) Apply(IEnumerable<Layer> layers)
    {
        var plans = new List<ParameterPlan>();
        long offset = 0, slot = 0;
        foreach (ParameterPlan draft in layers.SelectMany(Draft))
        {
            ParameterPlan placed = draft with { Offset = checked((int)offset), SlotOffset = checked((int)slot) };
            plans.Add(placed);
            offset = checked(offset + placed.Floats);
            slot = checked(slot + placed.SlotSize);
        }

        return (plans.ToEquatableArray(), checked((int)offset), checked((int)slot));
    }

    public static bool IsSplitByRows(FullyConnected layer) => layer.Counts.Weights >= RowSplitWeights;

    /// <summary>Vectors of sixteen inputs in a row of a fully connected layer's weights. An even number where threads divide the
    /// rows: their weight gradient works on two at a time.</summary>
    public static int RowVectors(FullyConnected layer)
    {
        int vectors = (layer.Inputs + VectorTarget.Lanes - 1) / VectorTarget.Lanes;
        return IsSplitByRows(layer) ? vectors + vectors % 2 : vectors;
    }

    /// <summary>Floats from one row to the next: no multiple of 1 KiB, whose rows would all fall into the same lines of the first cache.</summary>
    public static int RowStride(FullyConnected layer)
    {
        int stride = RowVectors(layer) * VectorTarget.Lanes;
        return stride % 256 == 0 ? stride + VectorTarget.Lanes : stride;
    }

    /// <summary>Floats of one value a channel, in batch norm's statistics.</summary>
    public static int ChannelStride(int channels) => (channels + VectorTarget.Lanes - 1) / VectorTarget.Lanes * VectorTarget.Lanes;

    private IEnumerable<ParameterPlan> Draft(Layer layer) => layer switch
    {
        Convolution convolution => Convolution(convolution),
        FullyConnected connected => FullyConnected(connected),
        BatchNormalisation norm => BatchNormalisation(norm),
        _ => Enumerable.Empty<ParameterPlan>(),
    };

    private IEnumerable<ParameterPlan> Convolution(Convolution layer)
    {
        int size = layer.ChannelsPerGroup * layer.Window.Kernel.Count;
        int[] shape = { layer.Filters, layer.ChannelsPerGroup, layer.Window.Kernel.Height, layer.Window.Kernel.Width };
        GradientPlacement weights = layer.Counts.Weights <= WideWeights && kernels.CanWriteOut(layer) ? GradientPlacement.Wide : GradientPlacement.Narrow;
        int fanOut = layer.Filters / layer.Groups * layer.Window.Kernel.Count;
        yield return Make(layer, "weight", "Weight", shape, size, fanOut, layer.Filters, size, size, weights);
        if (layer.HasBias)
            yield return Make(layer, "bias", "Bias", new[] { layer.Filters }, size, fanOut, 1, layer.Filters, layer.Filters, GradientPlacement.Wide);
    }

    private static IEnumerable<ParameterPlan> FullyConnected(FullyConnected layer)
    {
        bool byRows = IsSplitByRows(layer);
        int stride = RowStride(layer);
        yield return Make(
            layer, "weight", "Weight", new[] { layer.Outputs, layer.Inputs }, layer.Inputs, layer.Outputs,
            layer.Outputs, layer.Inputs, stride, byRows ? GradientPlacement.Direct : GradientPlacement.Narrow);
        if (layer.HasBias)
        {
            yield return Make(
                layer, "bias", "Bias", new[] { layer.Outputs }, layer.Inputs, layer.Outputs,
                1, layer.Outputs, layer.Outputs, byRows ? GradientPlacement.Direct : GradientPlacement.Wide);
        }
    }

    /// <summary>The gradients of scale and shift are finished where tiles meet; the running statistics have none.</summary>
    private static IEnumerable<ParameterPlan> BatchNormalisation(BatchNormalisation layer)
    {
        foreach ((string suffix, string kind) in new[] { ("weight", "Scale"), ("bias", "Shift"), ("running_mean", "RunningMean"), ("running_var", "RunningVariance") })
        {
            bool trained = !layer.Frozen && kind is ("Scale" or "Shift");
            int channels = layer.Input.Channels;
            yield return new ParameterPlan(
                layer.Name + "." + suffix, layer.Name, kind, new[] { channels }.ToEquatableArray(), FanIn: channels, FanOut: channels,
                trained, Rows: 1, Columns: channels, Stride: channels, Offset: 0,
                trained ? GradientPlacement.Direct : GradientPlacement.None, SlotOffset: 0);
        }
    }

    private static ParameterPlan Make(
        Layer layer, string suffix, string kind, int[] shape, int fanIn, int fanOut, int rows, int columns, int stride, GradientPlacement placement) =>
        new(layer.Name + "." + suffix, layer.Name, kind, shape.ToEquatableArray(), fanIn, fanOut, !layer.Frozen,
            rows, columns, stride, Offset: 0, layer.Frozen ? GradientPlacement.None : placement, SlotOffset: 0);
}
