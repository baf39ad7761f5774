using System.Collections.Generic;
using System.Linq;

namespace NetArch.Dsl.Model;

/// <summary>Numbers of parameters, and of multiply-accumulates of one image's forward pass.</summary>
/// <param name="Weights">Connection weights of convolutions and fully connected layers.</param>
/// <param name="Biases">Their offsets.</param>
/// <param name="ScaleAndShift">Batch normalisation's trained pair.</param>
/// <param name="Running">Batch normalisation's running mean and variance: stored, not trained.</param>
public sealed record LayerCounts(long Weights, long Biases, long ScaleAndShift, long Running, long MultiplyAccumulates)
{
    public static readonly LayerCounts None = new(0, 0, 0, 0, 0);

    /// <summary>weights + biases + scale and shift.</summary>
    public long Trainable => Weights + Biases + ScaleAndShift;

    /// <summary>trainable + running: what Keras prints as "Total params".</summary>
    public long Parameters => Trainable + Running;

    public static LayerCounts operator +(LayerCounts a, LayerCounts b) => new(
        checked(a.Weights + b.Weights), checked(a.Biases + b.Biases), checked(a.ScaleAndShift + b.ScaleAndShift),
        checked(a.Running + b.Running), checked(a.MultiplyAccumulates + b.MultiplyAccumulates));

    public static LayerCounts Sum(IEnumerable<Layer> layers) =>
        layers.Aggregate(None, (sum, layer) => sum + layer.Counts);
}
