using ILGPU;

namespace NetArch.Gpu;

/// <summary>The largest of every few neighbouring channels; see <see cref="Grids.OfPlanes"/> for the grid, over output channels.</summary>
internal static class MaxoutKernels
{
    /// <summary>y[c] = max over p of x[c pieces + p]; not-a-number wins.</summary>
    public static void Forward(ArrayView<Float4> x, ArrayView<Float4> y, int channels, int pieces, int plane, int stride)
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY * Group.DimX + Group.IdxX;
        if (channel >= channels | i >= plane) return;
        long tile = (long)Grid.IdxZ * stride, at = tile + channel * pieces * plane + i;
        Float4 largest = x[at];
        for (int piece = 1; piece < pieces; piece++)
        {
            at += plane;
            largest = Vectors.Largest(largest, x[at]);
        }

        y[tile + channel * plane + i] = largest;
    }

    /// <summary>The gradient goes to the first of the largest pieces; the others get zero. dx may be x.</summary>
    public static void Backward(
        ArrayView<Float4> x, ArrayView<Float4> y, ArrayView<Float4> dy, ArrayView<Float4> dx, int channels, int pieces, int plane, int stride)
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY * Group.DimX + Group.IdxX;
        if (channel >= channels | i >= plane) return;
        long tile = (long)Grid.IdxZ * stride, at = tile + channel * pieces * plane + i, result = tile + channel * plane + i;
        Float4 largest = y[result], left = dy[result];
        for (int piece = 0; piece < pieces; piece++)
        {
            Float4 value = x[at];
            dx[at] = Vectors.WhereEqual(value, largest, left);
            left = Vectors.WhereDifferent(value, largest, left);
            at += plane;
        }
    }
}
