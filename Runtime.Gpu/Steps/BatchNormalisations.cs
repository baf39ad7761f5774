using ILGPU;

namespace NetArch.Gpu;

/// <summary>Batch normalisation (Ioffe and Szegedy 2015): by the batch's statistics in training, by known ones in evaluation.</summary>
/// <remarks>Statistics and coefficients are rows of <see cref="Stride"/> floats, which the batch has once: mean, 1 / deviation, scale / deviation,
/// shift; and A, B, C of dz = A g + B (z - mean) + C.</remarks>
public static partial class BatchNormalisations
{
    /// <summary>Floats that a channel has in a tile's sums.</summary>
    public const int SumFloats = BatchSums.Floats;

    /// <summary>Floats from one row of statistics or coefficients to the next.</summary>
    public static int Stride(int channels) => (channels + 15) / 16 * 16;

    /// <summary>A tile's sums over samples and positions.</summary>
    /// <param name="sums">Channels x <see cref="SumFloats"/> in every tile.</param>
    public static void Sum(GpuFrame frame, int from, int sums, int channels, int positions)
    {
        BatchSums parts = BatchSums.Of(frame, channels, positions);
        frame.Launch(
            BatchSumKernels.Values, parts.Config(frame, channels), frame.VectorsAt(from), frame.At(sums), frame.Step,
            SumTask(frame, parts, channels, positions));
    }

    /// <summary>Statistics of the whole batch; running ones move where the frame says so.</summary>
    public static void Merge(
        GpuFrame frame, int sums, int statistics, int scale, int shift, int runningMean, int runningVariance, int channels, int positions,
        float momentum, float epsilon)
    {
        if ((long)frame.Count * positions < 2)
            throw new InvalidOperationException("Batch normalisation was asked to train on a single value per channel, whose variance is zero; it takes two samples or more.");
        BatchMergeTask task = new(frame.Tiles, frame.TileStride, Stride(channels), positions, frame.UpdatesStatistics ? 1 : 0, momentum, epsilon);
        frame.Launch(
            BatchMergeKernels.Statistics, BatchSums.Of(frame, channels, positions).MergeConfig(frame, channels), frame.At(sums), frame.At(statistics),
            frame.Parameter(scale), frame.Parameter(shift), frame.Parameter(runningMean), frame.Parameter(runningVariance), frame.Step, task);
    }

    /// <summary>y = f((z - mean) scale / deviation + shift + addend); y may be z.</summary>
    /// <param name="addend">The other path of a residual, or -1.</param>
    public static void Apply<TActivation>(GpuFrame frame, int from, int statistics, int addend, int to, int channels, int positions)
        where TActivation : struct, IGpuActivation => frame.Launch(
        BatchNormalisationKernels.Apply<TActivation>, Grids.OfPlanes(frame, channels, positions), frame.VectorsAt(from), frame.At(statistics),
        frame.VectorsAt(addend < 0 ? from : addend), frame.VectorsAt(to), Normalisation(frame, channels, positions, addend));

    /// <summary>A tile's sums of the gradient, for the gradients of scale and shift and what passes on.</summary>
    /// <param name="value">What was normalised.</param>
    /// <param name="sums">As for <see cref="Sum"/>.</param>
    public static void SumGradients(GpuFrame frame, int gradient, int value, int statistics, int sums, int channels, int positions)
    {
        BatchSums parts = BatchSums.Of(frame, channels, positions);
        frame.Launch(
            BatchSumKernels.Gradients, parts.Config(frame, channels), frame.VectorsAt(gradient), frame.VectorsAt(value), frame.At(statistics),
            frame.At(sums), frame.Step, SumTask(frame, parts, channels, positions));
    }

    /// <summary>Coefficients of the gradient that passes on; and the parameters' gradients, in one part each.</summary>
    public static void MergeGradients(
        GpuFrame frame, int sums, int statistics, int coefficients, int scale, int shift, bool trained, int channels, int positions)
    {
        if (trained && frame.SplitOf(scale).Parts * frame.SplitOf(shift).Parts != 1)
            throw new InvalidOperationException("A batch norm's gradients come in one part; the layout gives them more.");
        BatchMergeTask task = new(frame.Tiles, frame.TileStride, Stride(channels), positions, trained ? 1 : 0, 0, 0);
        ArrayView<float> unused = frame.At(coefficients);
        frame.Launch(
            BatchMergeKernels.Gradients, BatchSums.Of(frame, channels, positions).MergeConfig(frame, channels), frame.At(sums), frame.At(statistics),
            frame.At(coefficients), trained ? frame.Gradient(scale) : unused, trained ? frame.Gradient(shift) : unused, frame.Step, task);
    }

    /// <summary>dz = (A g + B (z - mean) + C) f'(z), and zero in lanes without a sample; dz may be g.</summary>
    /// <typeparam name="TActivation">The activation whose result z is, or <see cref="Identity"/>.</typeparam>
    public static void Backward<TActivation>(
        GpuFrame frame, int gradient, int value, int coefficients, int to, int channels, int positions)
        where TActivation : struct, IGpuActivation => frame.Launch(
        BatchNormalisationKernels.Backward<TActivation>, Grids.OfPlanes(frame, channels, positions), frame.VectorsAt(gradient), frame.VectorsAt(value),
        frame.At(coefficients), frame.VectorsAt(to), frame.Step, Normalisation(frame, channels, positions, -1));

    private static BatchSumTask SumTask(GpuFrame frame, BatchSums parts, int channels, int positions) =>
        new(channels, positions * Grids.VectorsOfValue, parts.PerPart, frame.TileStride, Stride(channels));

    private static NormalisationTask Normalisation(GpuFrame frame, int channels, int positions, int addend) =>
        new(channels, positions * Grids.VectorsOfValue, frame.VectorStride(), Stride(channels), addend < 0 ? 0 : 1);
}
