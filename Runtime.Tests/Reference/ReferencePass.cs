namespace NetArch.Runtime.Tests.Reference;

/// <summary>Some samples of a data set, with answers.</summary>
/// <param name="Samples">Their indices in the data set: what dropout drops depends on them.</param>
internal sealed record ReferenceBatch(double[][] Inputs, ReferenceTarget[] Targets, int[] Samples)
{
    public int Count => Inputs.Length;
}

/// <summary>What a sample should become: a class (cross-entropy), or a vector.</summary>
internal readonly record struct ReferenceTarget(int Class, double[] Values);

/// <summary>Which values dropout drops.</summary>
internal interface IDropoutMasks
{
    /// <summary>What each value of one sample is multiplied with: 0, or 1 / (1 - p).</summary>
    /// <param name="ordinal">Which dropout of the network it is.</param>
    /// <param name="sample">The sample's index in the data set.</param>
    double[] Mask(Dsl.Model.Dropout layer, int ordinal, int sample);
}

/// <summary>How a batch goes through a network.</summary>
/// <param name="Training">Batch norm takes its statistics from the batch, and moves the running ones.</param>
/// <param name="Dropout">Null leaves every value in.</param>
/// <param name="Rounding">Changes every layer's results, forward and back, as a computation with fewer digits would; null for none.</param>
internal sealed record ReferenceMode(bool Training, IDropoutMasks? Dropout = null, Func<double, double>? Rounding = null)
{
    public static readonly ReferenceMode Evaluation = new(Training: false);

    public static readonly ReferenceMode TrainingWithoutDropout = new(Training: true);
}

/// <summary>One batch on its way through a network: the mode, and what every layer took and gave.</summary>
internal sealed class ReferencePass(ReferenceMode mode, ReferenceBatch batch)
{
    private readonly Dictionary<ReferenceLayer, (double[][] Input, double[][] Output)> values = [];
    private readonly Dictionary<string, double[][]> outputs = new(StringComparer.Ordinal);
    private readonly List<ReferenceLayer> dropouts = [];

    public ReferenceMode Mode => mode;

    public ReferenceBatch Batch => batch;

    /// <summary>Running statistics after the pass, where it was one of training.</summary>
    public TensorTable Running { get; } = new();

    public double[][] InputOf(ReferenceLayer layer) => values[layer].Input;

    public double[][] OutputOf(ReferenceLayer layer) => values[layer].Output;

    /// <summary>The output of a layer by its name: batch x values.</summary>
    public double[][] OutputOf(string layer) => outputs[layer];

    /// <summary>A layer's results, as exact as the mode has them.</summary>
    public double[][] Rounded(double[][] values) =>
        mode.Rounding is { } rounding ? [.. values.Select(sample => sample.Select(rounding).ToArray())] : values;

    public void Record(ReferenceLayer layer, double[][] x, double[][] y)
    {
        values[layer] = (x, y);
        outputs[layer.Name] = y;
    }

    /// <summary>Dropouts are numbered in the order of the text, which is that of a pass.</summary>
    public int OrdinalOf(ReferenceLayer dropout)
    {
        if (!dropouts.Contains(dropout)) dropouts.Add(dropout);
        return dropouts.IndexOf(dropout);
    }
}
