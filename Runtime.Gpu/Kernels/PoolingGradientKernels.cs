using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>Backward through windows, times f'(value). Each input is written once, by the thread that gathers from the windows it lies in;
/// where windows lie side by side, by the window's thread.</summary>
/// <remarks>Group: x over four lanes and then columns, y over channels; grid: x over channels, y over rows, z over tiles.</remarks>
internal static class PoolingGradientKernels
{
    private const int Vectors4 = Grids.VectorsOfValue;

    /// <summary>Windows of 2 x 2 side by side: the first largest value gets the gradient.</summary>
    public static void HalveMaximum<TActivation>(
        ArrayView<Float4> dp, ArrayView<Float4> value, ArrayView<Float4> pooled, ArrayView<Float4> dz, PoolingShape shape, int stride)
        where TActivation : struct, IGpuActivation
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, oy = Grid.IdxY, lanes = Group.IdxX & (Vectors4 - 1);
        if (channel >= shape.Channels) return;
        long tile = (long)Grid.IdxZ * stride;
        long upper = tile + (channel * shape.Height + 2 * oy) * shape.Width * Vectors4 + lanes;
        long lower = upper + shape.Width * Vectors4;
        long window = tile + (channel * shape.OutputHeight + oy) * shape.OutputWidth * Vectors4 + lanes;
        for (int ox = Group.IdxX >> 3; ox < shape.OutputWidth; ox += Group.DimX >> 3)
        {
            int left = 2 * ox * Vectors4, right = left + Vectors4;
            Float4 forA = dp[window + ox * Vectors4], top = pooled[window + ox * Vectors4];
            Float4 a = value[upper + left], b = value[upper + right], c = value[lower + left], d = value[lower + right];
            Float4 forB = Vectors.WhereDifferent(a, top, forA);
            Float4 forC = Vectors.WhereDifferent(b, top, forB);
            Float4 forD = Vectors.WhereDifferent(c, top, forC);
            dz[upper + left] = Vectors.Through<TActivation>(Vectors.WhereEqual(a, top, forA), a);
            dz[upper + right] = Vectors.Through<TActivation>(Vectors.WhereEqual(b, top, forB), b);
            dz[lower + left] = Vectors.Through<TActivation>(Vectors.WhereEqual(c, top, forC), c);
            dz[lower + right] = Vectors.Through<TActivation>(Vectors.WhereEqual(d, top, forD), d);
        }
    }

    /// <summary>Any windows: an input gets the gradient of each whose first largest value it is.</summary>
    public static void Maximum<TActivation>(
        ArrayView<Float4> dp, ArrayView<Float4> value, ArrayView<Float4> pooled, ArrayView<Float4> dz, PoolingShape shape,
        Divisor strideHeight, Divisor strideWidth, int stride)
        where TActivation : struct, IGpuActivation
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, iy = Grid.IdxY, lanes = Group.IdxX & (Vectors4 - 1);
        if (channel >= shape.Channels) return;
        long tile = (long)Grid.IdxZ * stride;
        long plane = tile + channel * shape.Height * shape.Width * Vectors4 + lanes;
        long windows = tile + channel * shape.OutputHeight * shape.OutputWidth * Vectors4 + lanes;
        WindowRange rows = WindowRange.Of(iy + shape.PaddingHeight, shape.KernelHeight, shape.OutputHeight, strideHeight);
        for (int ix = Group.IdxX >> 3; ix < shape.Width; ix += Group.DimX >> 3)
        {
            WindowRange columns = WindowRange.Of(ix + shape.PaddingWidth, shape.KernelWidth, shape.OutputWidth, strideWidth);
            long at = plane + (iy * shape.Width + ix) * Vectors4;
            Float4 v = value[at], sum = default;
            for (int oy = rows.First; oy <= rows.Last; oy++)
            {
                for (int ox = columns.First; ox <= columns.Last; ox++)
                {
                    long window = windows + (oy * shape.OutputWidth + ox) * Vectors4;
                    Float4 top = pooled[window], gradient = dp[window];
                    if (!Vectors.AnyEqual(v, top)) continue;
                    Float4 own = Vectors.WhereEqual(v, top, gradient);
                    sum = Vectors.Add(sum, LeftByEarlier(value, plane, shape, oy, ox, iy, ix, top, own));
                }
            }

            dz[at] = Vectors.Through<TActivation>(sum, v);
        }
    }

    /// <summary>Any windows of which each value gets its share.</summary>
    public static void Average<TActivation>(
        ArrayView<Float4> dp, ArrayView<Float4> value, ArrayView<Float4> dz, PoolingShape shape, PoolingShares shares,
        Divisor strideHeight, Divisor strideWidth, int stride)
        where TActivation : struct, IGpuActivation
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, iy = Grid.IdxY, lanes = Group.IdxX & (Vectors4 - 1);
        if (channel >= shape.Channels) return;
        long tile = (long)Grid.IdxZ * stride;
        long plane = tile + channel * shape.Height * shape.Width * Vectors4 + lanes;
        long windows = tile + channel * shape.OutputHeight * shape.OutputWidth * Vectors4 + lanes;
        WindowRange rows = WindowRange.Of(iy + shape.PaddingHeight, shape.KernelHeight, shape.OutputHeight, strideHeight);
        for (int ix = Group.IdxX >> 3; ix < shape.Width; ix += Group.DimX >> 3)
        {
            WindowRange columns = WindowRange.Of(ix + shape.PaddingWidth, shape.KernelWidth, shape.OutputWidth, strideWidth);
            long at = plane + (iy * shape.Width + ix) * Vectors4;
            Float4 sum = default;
            for (int oy = rows.First; oy <= rows.Last; oy++)
            {
                for (int ox = columns.First; ox <= columns.Last; ox++)
                {
                    float share = shares.At(oy == shape.OutputHeight - 1, ox == shape.OutputWidth - 1);
                    sum = Vectors.MultiplyAdd(dp[windows + (oy * shape.OutputWidth + ox) * Vectors4], share, sum);
                }
            }

            Float4 v = default;
            if (!TActivation.IsIdentity) v = value[at];
            dz[at] = Vectors.Through<TActivation>(sum, v);
        }
    }

    /// <summary>One window, the whole plane, spread evenly. Grid: planes, see <see cref="Grids.OfPlanes"/>.</summary>
    public static void Spread<TActivation>(
        ArrayView<Float4> dp, ArrayView<Float4> value, ArrayView<Float4> dz, int channels, int plane, float share, int stride)
        where TActivation : struct, IGpuActivation
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY * Group.DimX + Group.IdxX;
        if (channel >= channels | i >= plane) return;
        long tile = (long)Grid.IdxZ * stride, at = tile + channel * plane + i;
        Float4 v = default;
        if (!TActivation.IsIdentity) v = value[at];
        Float4 gradient = dp[tile + channel * Vectors4 + (Group.IdxX & (Vectors4 - 1))];
        dz[at] = Vectors.Through<TActivation>(Vectors.Multiply(gradient, share), v);
    }

    /// <summary>What is left of a gradient once the window's values before (iy, ix) took theirs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float4 LeftByEarlier(
        ArrayView<Float4> value, long plane, PoolingShape shape, int oy, int ox, int iy, int ix, Float4 top, Float4 gradient)
    {
        int first = Math.Max(oy * shape.StrideHeight - shape.PaddingHeight, 0);
        int left = ox * shape.StrideWidth - shape.PaddingWidth;
        int x0 = Math.Max(left, 0), x1 = Math.Min(left + shape.KernelWidth, shape.Width);
        for (int y = first; y <= iy; y++)
        {
            int end = y == iy ? ix : x1;
            for (int x = x0; x < end; x++)
                gradient = Vectors.WhereDifferent(value[plane + (y * shape.Width + x) * Vectors4], top, gradient);
        }

        return gradient;
    }
}
