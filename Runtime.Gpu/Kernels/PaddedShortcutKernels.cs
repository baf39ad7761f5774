using ILGPU;

namespace NetArch.Gpu;

/// <summary>A residual's shortcut without parameters. Group: x over four lanes and then columns, y over channels; grid: x over channels, y over rows, z over tiles.</summary>
internal static class PaddedShortcutKernels
{
    private const int Vectors4 = Grids.VectorsOfValue;

    /// <summary>y[c, i, j] = x[c, i strideY, j strideX], and 0 from c = channels on.</summary>
    public static void Forward(ArrayView<Float4> x, ArrayView<Float4> y, ShortcutShape shape, int stride)
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY, lanes = Group.IdxX & (Vectors4 - 1);
        if (channel >= shape.OutputChannels) return;
        long tile = (long)Grid.IdxZ * stride;
        long source = tile + (channel * shape.Height + i * shape.StrideY) * shape.Width * Vectors4 + lanes;
        long target = tile + (channel * shape.OutputHeight + i) * shape.OutputWidth * Vectors4 + lanes;
        for (int j = Group.IdxX >> 3; j < shape.OutputWidth; j += Group.DimX >> 3)
        {
            Float4 value = default;
            if (channel < shape.Channels) value = x[source + j * shape.StrideX * Vectors4];
            y[target + j * Vectors4] = value;
        }
    }

    /// <summary>dx[c, i strideY, j strideX] = dy[c, i, j], and 0 elsewhere. A thread has the stride x stride values from one of those on.</summary>
    public static void Backward(ArrayView<Float4> dy, ArrayView<Float4> dx, ShortcutShape shape, int cells, int stride)
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY, lanes = Group.IdxX & (Vectors4 - 1);
        if (channel >= shape.Channels) return;
        long tile = (long)Grid.IdxZ * stride;
        long source = tile + (channel * shape.OutputHeight + i) * shape.OutputWidth * Vectors4 + lanes;
        long target = tile + channel * shape.Height * shape.Width * Vectors4 + lanes;
        int top = i * shape.StrideY, bottom = Math.Min(top + shape.StrideY, shape.Height);
        for (int j = Group.IdxX >> 3; j < cells; j += Group.DimX >> 3)
        {
            Float4 value = default, zero = value;
            if (i < shape.OutputHeight & j < shape.OutputWidth) value = dy[source + j * Vectors4];
            int left = j * shape.StrideX, right = Math.Min(left + shape.StrideX, shape.Width);
            for (int y = top; y < bottom; y++)
            {
                for (int x = left; x < right; x++)
                    dx[target + (y * shape.Width + x) * Vectors4] = y == top & x == left ? value : zero;
            }
        }
    }
}
