using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>The normalisations of a weight matrix's rows.</summary>
/// <param name="HasBias">1 where the layer has a bias of its own.</param>
internal readonly record struct FoldingTask(int Rows, int Columns, int HasBias, float Epsilon);

/// <summary>Folds batch norms into the weights before them.</summary>
internal static class FoldingKernels
{
    /// <summary>weight s for a matrix as <see cref="GpuParameter"/> says, four rows a thread; rows that are padding stay zero.
    /// Grid: x over blocks of four rows, y over columns, z over groups.</summary>
    public static void Weights(
        ArrayView<Float4> weight, ArrayView<float> scale, ArrayView<float> variance, ArrayView<Float4> folded, FoldingTask task)
    {
        int column = Grid.IdxY * Group.DimX + Group.IdxX, row = Grid.IdxX * 4, first = Grid.IdxZ * task.Rows;
        if (column >= task.Columns) return;
        Float4 factors = new(
            Factor(scale, variance, first, row, task), Factor(scale, variance, first, row + 1, task),
            Factor(scale, variance, first, row + 2, task), Factor(scale, variance, first, row + 3, task));
        long at = ((long)Grid.IdxZ * Grid.DimX + Grid.IdxX) * task.Columns + column;
        folded[at] = Vectors.Multiply(weight[at], factors);
    }

    /// <summary>shift + (bias - mean) s. Grid: x over rows of all groups.</summary>
    public static void Biases(
        ArrayView<float> bias, ArrayView<float> scale, ArrayView<float> shift, ArrayView<float> mean, ArrayView<float> variance,
        ArrayView<float> folded, int rows, FoldingTask task)
    {
        int row = Grid.IdxX * Group.DimX + Group.IdxX;
        if (row >= rows) return;
        double own = 0;
        if (task.HasBias != 0) own = bias[row];
        folded[row] = (float)(shift[row] + (own - mean[row]) * Scale(scale, variance, row, task.Epsilon));
    }

    /// <summary>s by itself. Grid: x over channels.</summary>
    public static void Scales(ArrayView<float> scale, ArrayView<float> variance, ArrayView<float> foldedScale, int channels, float epsilon)
    {
        int channel = Grid.IdxX * Group.DimX + Group.IdxX;
        if (channel < channels) foldedScale[channel] = (float)Scale(scale, variance, channel, epsilon);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Factor(ArrayView<float> scale, ArrayView<float> variance, int first, int row, FoldingTask task)
    {
        float factor = 0;
        if (row < task.Rows) factor = (float)Scale(scale, variance, first + row, task.Epsilon);
        return factor;
    }

    /// <summary>s = scale / sqrt(variance + epsilon).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Scale(ArrayView<float> scale, ArrayView<float> variance, int channel, float epsilon) =>
        scale[channel] / Math.Sqrt((double)variance[channel] + epsilon);
}
