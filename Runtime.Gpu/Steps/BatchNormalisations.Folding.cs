using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>With known statistics: a scale and a shift for each channel, by themselves or folded into the layer before.</summary>
public static partial class BatchNormalisations
{
    /// <summary>y = f((z - mean) scale + shift + addend); y may be z.</summary>
    /// <param name="mean">The running mean's parameter; the shift's likewise.</param>
    /// <param name="foldedScale">Offset of what <see cref="FoldScale"/> made.</param>
    /// <param name="addend">The other path of a residual, or -1.</param>
    public static void ApplyFolded<TActivation>(
        GpuFrame frame, int from, int mean, int foldedScale, int shift, int addend, int to, int channels, int positions)
        where TActivation : struct, IGpuActivation => frame.Launch(
        BatchNormalisationKernels.ApplyFolded<TActivation>, Grids.OfPlanes(frame, channels, positions),
        frame.VectorsAt(from), frame.Parameter(mean), frame.Folded(foldedScale), frame.Parameter(shift), frame.VectorsAt(addend < 0 ? from : addend),
        frame.VectorsAt(to), Normalisation(frame, channels, positions, addend));

    /// <summary>Backward with fixed statistics: dz = scale g f'(z); dz may be g.</summary>
    /// <param name="value">Not read where the activation is <see cref="Identity"/>.</param>
    public static void BackwardFolded<TActivation>(GpuFrame frame, int gradient, int foldedScale, int value, int to, int channels, int positions)
        where TActivation : struct, IGpuActivation => frame.Launch(
        BatchNormalisationKernels.BackwardFolded<TActivation>, Grids.OfPlanes(frame, channels, positions),
        frame.VectorsAt(gradient), frame.Folded(foldedScale), frame.VectorsAt(value < 0 ? to : value), frame.VectorsAt(to),
        Normalisation(frame, channels, positions, -1));

    /// <summary>Folds a normalisation into the weights before it: with s = scale / sqrt(variance + epsilon), weight s and shift + (bias - mean) s.</summary>
    /// <param name="weight">A matrix as <see cref="GpuParameter"/> lays it out, and so is what becomes of it.</param>
    /// <param name="bias">One for each row, or -1.</param>
    public static void FoldWeights(
        GpuFrame frame, int weight, int bias, int scale, int shift, int mean, int variance, float epsilon, int foldedWeight, int foldedBias,
        int groups, int rows, int columns)
    {
        FoldingTask task = new(rows, columns, bias < 0 ? 0 : 1, epsilon);
        int threads = Math.Min(Grids.Threads, columns);
        KernelConfig config = new(new Index3D(Grids.Ceiling(rows, 4), Grids.Ceiling(columns, threads), groups), new Index3D(threads, 1, 1));
        frame.Launch(
            FoldingKernels.Weights, config, frame.Parameter(weight).Cast<Float4>(), frame.Parameter(scale), frame.Parameter(variance),
            frame.Folded(foldedWeight).Cast<Float4>(), task);
        frame.Launch(
            FoldingKernels.Biases, Line(groups * rows), frame.Parameter(bias < 0 ? shift : bias), frame.Parameter(scale), frame.Parameter(shift),
            frame.Parameter(mean), frame.Parameter(variance), frame.Folded(foldedBias), groups * rows, task);
    }

    /// <summary>The scale s = scale / sqrt(variance + epsilon) that <see cref="ApplyFolded{TActivation}"/> takes.</summary>
    public static void FoldScale(GpuFrame frame, int scale, int variance, float epsilon, int foldedScale, int channels) => frame.Launch(
        FoldingKernels.Scales, Line(channels), frame.Parameter(scale), frame.Parameter(variance), frame.Folded(foldedScale), channels, epsilon);

    private static KernelConfig Line(int count)
    {
        int threads = Math.Min(count, Grids.Threads);
        return new(new Index3D(Grids.Ceiling(count, threads), 1, 1), new Index3D(threads, 1, 1));
    }
}
