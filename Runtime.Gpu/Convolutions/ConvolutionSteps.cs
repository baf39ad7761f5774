using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>Launches of the emitted kernels of convolutions and fully connected layers (convolutions of 1x1 images).</summary>
public static class ConvolutionSteps
{
    private const int Lanes = GpuLayout.Lanes;

    /// <summary>Warps of a group: they take neighbouring blocks of targets, and share what they load of the source through the first cache.</summary>
    private const int WarpsPerGroup = 4;

    /// <summary>y = f(w * x + bias + addend).</summary>
    /// <param name="addend">A buffer, or -1.</param>
    /// <param name="filterTile">Filters of a thread.</param>
    /// <param name="columnTile">Columns of a thread.</param>
    public static void Forward(
        GpuFrame frame, Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ConvolutionSizes> kernel,
        in ConvolutionShape shape, int from, ArrayView<float> weights, ArrayView<float> biases, int addend, int to, int filterTile, int columnTile)
    {
        ConvolutionSizes size = Sizes(frame, shape);
        size.Sources = shape.Channels;
        (size.SourceHeight, size.SourceWidth) = (shape.Rows.Size, shape.Columns.Size);
        size.Targets = shape.Filters;
        (size.TargetHeight, size.TargetWidth) = (shape.Rows.OutputSize, shape.Columns.OutputSize);
        (size.RowShift, size.ColumnShift) = (shape.Rows.Padding, shape.Columns.Padding);
        size.HasAddend = addend < 0 ? 0 : 1;
        KernelConfig config = Configure(frame, ref size, shape.Groups, filterTile, columnTile);
        frame.Launch(kernel, config, frame.Guarded(from), weights, biases, frame.At(addend < 0 ? to : addend), frame.At(to), size);
    }

    /// <summary>dx = (w^T * dz + addend) f'(value).</summary>
    /// <param name="value">What the activation gave, or -1 where there is none.</param>
    /// <param name="columnShift">Padding by stride, and the first column of dz that a tile reads.</param>
    public static void DataGradient(
        GpuFrame frame, Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ConvolutionSizes> kernel,
        in ConvolutionShape shape, int gradient, ArrayView<float> weights, int addend, int to, int value, float probability, int channelTile, int columnTile, int columnShift)
    {
        ConvolutionSizes size = Sizes(frame, shape);
        size.Sources = shape.Filters;
        (size.SourceHeight, size.SourceWidth) = (shape.Rows.OutputSize, shape.Columns.OutputSize);
        size.Targets = shape.Channels;
        (size.TargetHeight, size.TargetWidth) = (shape.Rows.Size, shape.Columns.Size);
        (size.RowShift, size.ColumnShift) = (shape.Rows.Padding, columnShift);
        size.HasAddend = addend < 0 ? 0 : 1;
        size.Scale = frame.Dropout ? 1 / (1 - probability) : 1;
        KernelConfig config = Configure(frame, ref size, shape.Groups, channelTile, columnTile);
        frame.Launch(
            kernel, config, frame.Guarded(gradient), weights, frame.At(addend < 0 ? to : addend), frame.At(value < 0 ? to : value), frame.At(to), size);
    }

    /// <summary>dw, in parts, see <see cref="GradientSplit"/>.</summary>
    /// <param name="taps">Taps of a kernel row that a warp has: all, or one.</param>
    public static void WeightGradient(
        GpuFrame frame, Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, WeightGradientSizes> kernel, in ConvolutionShape shape,
        int value, int gradient, int parameter, int taps, int filterTile, int channelTile)
    {
        GradientSplit split = frame.SplitOf(parameter);
        // Rows that pad a block of four belong to a tile too: their gradient is written, as zero.
        int channelBlocks = Strips(shape.Channels, channelTile), filterBlocks = Strips(Strips(shape.Filters, 4) * 4, filterTile);
        int tapsPerRow = shape.Columns.Kernel / taps;
        var size = new WeightGradientSizes
        {
            TileStride = frame.TileStride, Guard = frame.GuardFloats,
            Tiles = frame.Tiles, TilesPerPart = split.TilesPerPart, RowsPerPart = split.RowsPerPart, RowParts = split.RowParts,
            PartFloats = frame.PlaceOf(parameter).Floats,
            Channels = shape.Channels, Filters = shape.Filters, Quads = Strips(shape.Filters, 4),
            Height = shape.Rows.Size, Width = shape.Columns.Size, OutputHeight = shape.Rows.OutputSize, OutputWidth = shape.Columns.OutputSize,
            KernelHeight = shape.Rows.Kernel, KernelWidth = shape.Columns.Kernel, StrideY = shape.Rows.Stride,
            DilationY = shape.Rows.Dilation, DilationX = shape.Columns.Dilation, PaddingY = shape.Rows.Padding, PaddingX = shape.Columns.Padding,
            Units = shape.Groups * filterBlocks * shape.Rows.Kernel * tapsPerRow * channelBlocks,
            ChannelBlocks = new(channelBlocks), Taps = new(shape.Rows.Kernel * tapsPerRow), FilterBlocks = new(filterBlocks), TapsPerRow = new(tapsPerRow),
        };
        var config = new KernelConfig(
            new Index3D(Strips(size.Units, WarpsPerGroup), split.RowParts, split.TileParts), new Index3D(Lanes, WarpsPerGroup, 1));
        frame.Launch(kernel, config, frame.Guarded(value), frame.Guarded(gradient), frame.Gradient(parameter), size);
    }

    private static ConvolutionSizes Sizes(GpuFrame frame, in ConvolutionShape shape) => new()
    {
        TileStride = frame.TileStride, Guard = frame.GuardFloats, Quads = Strips(shape.Filters, 4), Scale = 1,
        KernelHeight = shape.Rows.Kernel, KernelWidth = shape.Columns.Kernel, StrideX = shape.Columns.Stride,
        DilationY = shape.Rows.Dilation, DilationX = shape.Columns.Dilation,
        StrideY = new(shape.Rows.Stride), StrideXDivisor = new(shape.Columns.Stride),
    };

    /// <summary>Column tiles and blocks of targets in x, rows in y, tiles in z.</summary>
    private static KernelConfig Configure(GpuFrame frame, ref ConvolutionSizes size, int groups, int targetTile, int columnTile)
    {
        int perGroup = Strips(size.Targets, targetTile), columns = Strips(size.TargetWidth, columnTile);
        size.PairsOfTargets = Strips(size.Targets, 16);
        size.Blocks = groups * perGroup;
        size.BlocksPerGroup = new(perGroup);
        size.ColumnTiles = new(columns);
        int warps = Math.Min(WarpsPerGroup, size.Blocks);
        return new KernelConfig(new Index3D(columns * Strips(size.Blocks, warps), size.TargetHeight, frame.Tiles), new Index3D(Lanes, warps, 1));
    }

    private static int Strips(int size, int tile) => (size + tile - 1) / tile;
}
