namespace NetArch.Gpu;

/// <summary>What an emitted convolution, or its gradient by the input, is told at launch. Its source are images that it sums over, its
/// targets images that it writes: inputs and outputs forward, outputs and inputs backward.</summary>
public struct ConvolutionSizes
{
    /// <summary>Floats from one tile's piece of memory to the next.</summary>
    public int TileStride;

    /// <summary>Floats that the source's view begins before the source.</summary>
    public int Guard;

    /// <summary>Source images of a group.</summary>
    public int Sources;

    /// <summary>Rows and columns of a source image.</summary>
    public int SourceHeight, SourceWidth;

    /// <summary>Target images of a group.</summary>
    public int Targets;

    public int TargetHeight, TargetWidth;

    /// <summary>Filters of a group by fours, the last of which may be padded.</summary>
    public int Quads;

    /// <summary>Target images of a group by sixteens: how weights for tensor cores are packed.</summary>
    public int PairsOfTargets;

    /// <summary>Blocks of target images, those of all groups.</summary>
    public int Blocks;

    public Divisor BlocksPerGroup;

    /// <summary>Column tiles of a row.</summary>
    public Divisor ColumnTiles;

    /// <summary>Forward the padding; backward what is added to a target's row, and to its column by stride, to come to the source's.</summary>
    public int RowShift, ColumnShift;

    /// <summary>1 where another value is added to the sums.</summary>
    public int HasAddend;

    /// <summary>What a derivative is multiplied with: the factor of the dropout that lies between.</summary>
    public float Scale;

    /// <summary>The window, where it is not written out.</summary>
    public int KernelHeight, KernelWidth, StrideX, DilationY, DilationX;

    public Divisor StrideY, StrideXDivisor;

    /// <summary>The source row of a target row backward, or -1 where the stride passes it over.</summary>
    /// <param name="distance">Target row + padding - tap * dilation.</param>
    public readonly int SourceRow(int distance) => Undo(StrideY, distance);

    /// <summary>The same of columns.</summary>
    public readonly int SourceColumn(int distance) => Undo(StrideXDivisor, distance);

    private static int Undo(Divisor stride, int distance)
    {
        int quotient = stride.Divide(distance < 0 ? 0 : distance);
        return distance < 0 || quotient * stride.Value != distance ? -1 : quotient;
    }
}

/// <summary>What an emitted gradient by weights is told at launch.</summary>
public struct WeightGradientSizes
{
    public int TileStride, Guard;

    /// <summary>Tiles of the batch, and how many one part has.</summary>
    public int Tiles, TilesPerPart;

    /// <summary>Output rows of one part, and parts across rows.</summary>
    public int RowsPerPart, RowParts;

    /// <summary>Floats of one part: the parameter as it lies on the device.</summary>
    public int PartFloats;

    /// <summary>Channels and filters of a group; filters by fours.</summary>
    public int Channels, Filters, Quads;

    public int Height, Width, OutputHeight, OutputWidth;

    public int KernelHeight, KernelWidth, StrideY, DilationY, DilationX, PaddingY, PaddingX;

    /// <summary>Pieces of work of one part: for each group, block of filters, kernel row (or tap), block of channels.</summary>
    public int Units;

    /// <summary>How a unit's number is taken apart: channel blocks; taps that have units of their own; filter blocks; and of the taps, how many a kernel row has.</summary>
    public Divisor ChannelBlocks, Taps, FilterBlocks, TapsPerRow;
}
