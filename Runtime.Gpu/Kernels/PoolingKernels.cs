using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>y = the maximum or the average of each window of x. A thread has four lanes of one output.</summary>
/// <remarks>Group: x over four lanes and then columns, y over channels; grid: x over channels, y over output rows, z over tiles.</remarks>
internal static class PoolingKernels
{
    private const int Vectors4 = Grids.VectorsOfValue;

    /// <summary>Threads of a group that share a global pooling's plane.</summary>
    public const int GlobalRows = 16;

    public static void Forward<TPooling>(ArrayView<Float4> x, ArrayView<Float4> y, PoolingShape shape, PoolingShares shares, int stride)
        where TPooling : struct, IPooling
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, oy = Grid.IdxY, lanes = Group.IdxX & (Vectors4 - 1);
        if (channel >= shape.Channels) return;
        long tile = (long)Grid.IdxZ * stride;
        long plane = tile + channel * shape.Height * shape.Width * Vectors4 + lanes;
        long target = tile + (channel * shape.OutputHeight + oy) * shape.OutputWidth * Vectors4 + lanes;
        int top = oy * shape.StrideHeight - shape.PaddingHeight;
        int y0 = Math.Max(top, 0), y1 = Math.Min(top + shape.KernelHeight, shape.Height);
        for (int ox = Group.IdxX >> 3; ox < shape.OutputWidth; ox += Group.DimX >> 3)
        {
            int left = ox * shape.StrideWidth - shape.PaddingWidth;
            int x0 = Math.Max(left, 0), x1 = Math.Min(left + shape.KernelWidth, shape.Width);
            Float4 v = Vectors.Same(TPooling.Nothing);
            for (int iy = y0; iy < y1; iy++) v = JoinRow<TPooling>(x, plane + iy * shape.Width * Vectors4, x0, x1, v);
            float share = shares.At(oy == shape.OutputHeight - 1, ox == shape.OutputWidth - 1);
            y[target + ox * Vectors4] = TPooling.Finish(v, share);
        }
    }

    /// <summary>Windows of 2 x 2 side by side.</summary>
    public static void Halve<TPooling>(ArrayView<Float4> x, ArrayView<Float4> y, PoolingShape shape, int stride)
        where TPooling : struct, IPooling
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, oy = Grid.IdxY, lanes = Group.IdxX & (Vectors4 - 1);
        if (channel >= shape.Channels) return;
        long tile = (long)Grid.IdxZ * stride;
        long upper = tile + (channel * shape.Height + 2 * oy) * shape.Width * Vectors4 + lanes;
        long lower = upper + shape.Width * Vectors4;
        long target = tile + (channel * shape.OutputHeight + oy) * shape.OutputWidth * Vectors4 + lanes;
        for (int ox = Group.IdxX >> 3; ox < shape.OutputWidth; ox += Group.DimX >> 3)
        {
            int left = 2 * ox * Vectors4, right = left + Vectors4;
            Float4 a = x[upper + left], b = x[upper + right], c = x[lower + left], d = x[lower + right];
            y[target + ox * Vectors4] = TPooling.Finish(TPooling.Join(TPooling.Join(TPooling.Join(a, b), c), d), 0.25f);
        }
    }

    /// <summary>One window, the whole plane. Group: 8 x 16 threads for a plane, each with every sixteenth position; grid: channels, tiles.</summary>
    public static void Global<TPooling>(ArrayView<Float4> x, ArrayView<Float4> y, int positions, float share, int stride)
        where TPooling : struct, IPooling
    {
        ArrayView<Float4> shared = SharedMemory.Allocate<Float4>(GlobalRows * Vectors4);
        int channel = Grid.IdxX, lanes = Group.IdxX, row = Group.IdxY;
        long tile = (long)Grid.IdxY * stride, plane = tile + (long)channel * positions * Vectors4 + lanes;
        Float4 v = Vectors.Same(TPooling.Nothing), nothing = v;
        for (int i = row; i < positions; i += 4 * GlobalRows)
        {
            Float4 a = x[plane + i * Vectors4], b = nothing, c = nothing, d = nothing;
            if (i + GlobalRows < positions) b = x[plane + (i + GlobalRows) * Vectors4];
            if (i + 2 * GlobalRows < positions) c = x[plane + (i + 2 * GlobalRows) * Vectors4];
            if (i + 3 * GlobalRows < positions) d = x[plane + (i + 3 * GlobalRows) * Vectors4];
            v = TPooling.Join(v, TPooling.Join(TPooling.Join(a, b), TPooling.Join(c, d)));
        }

        shared[row * Vectors4 + lanes] = v;
        Group.Barrier();
        if (row != 0) return;
        for (int i = 1; i < GlobalRows; i++) v = TPooling.Join(v, shared[i * Vectors4 + lanes]);
        y[tile + channel * Vectors4 + lanes] = TPooling.Finish(v, share);
    }

    /// <summary>Joins columns x0..x1 of a row, four loads at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float4 JoinRow<TPooling>(ArrayView<Float4> x, long row, int x0, int x1, Float4 v)
        where TPooling : struct, IPooling
    {
        for (int ix = x0; ix < x1; ix += 4)
        {
            long at = row + ix * Vectors4;
            bool second = ix + 1 < x1, third = ix + 2 < x1, fourth = ix + 3 < x1;
            Float4 a = x[at], b = x[second ? at + Vectors4 : at], c = x[third ? at + 2 * Vectors4 : at], d = x[fourth ? at + 3 * Vectors4 : at];
            Float4 nothing = Vectors.Same(TPooling.Nothing), front = TPooling.Join(a, Vectors.Choose(second, b, nothing));
            v = TPooling.Join(v, TPooling.Join(front, TPooling.Join(Vectors.Choose(third, c, nothing), Vectors.Choose(fourth, d, nothing))));
        }

        return v;
    }
}
