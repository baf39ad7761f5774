using System.Globalization;
using System.Linq;

namespace NetArch.Generator.Planning;

/// <summary>One distinct kernel: everything that its code depends on, and nothing else. Layers with equal kernels share a method.</summary>
public abstract record Kernel
{
    /// <summary>The emitted method's name; different for kernels that differ.</summary>
    public abstract string MethodName { get; }

    /// <summary>Multiply-adds in the longest straight-line piece of the method.</summary>
    public abstract int BodySize { get; }

    protected static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>y = f(bias + w * x), and the pooling of y while its rows are hot.</summary>
/// <param name="FilterTile">Filters of a register tile.</param>
/// <param name="ColumnTile">Output columns of a register tile.</param>
/// <param name="Pool">A pooling whose windows lie side by side, or null.</param>
public sealed record ConvolutionForward(
    ConvolutionGeometry Geometry, PoolingGeometry? Pool, int FilterTile, int ColumnTile) : Kernel
{
    public override string MethodName => "Convolve_" + Geometry.Signature
        + (Pool is null ? "" : "_" + (Pool.Kind == Dsl.Model.PoolingKind.Maximum ? "Max" : "Average") + Pool.Kernel);

    public override int BodySize => FilterTile * ColumnTiles.OfOutputs(Geometry, ColumnTile).Sum(tile => tile.Taps.Count);

    /// <summary>Channels that all filter tiles read for one tile of columns before the next channels come; 0 where each filter tile
    /// passes over a whole row.</summary>
    public int ChannelBlock => CacheBlocks.OfForward(Geometry, ColumnTile);

    /// <summary>Output rows between two visits of the epilogue.</summary>
    public int RowsPerGroup => Pool?.Stride.Height ?? 1;
}

/// <summary>dx = w^T * dz: whole input row segments are accumulators, every dz is scattered into them once. How many filters and
/// channels there are is told at run time.</summary>
/// <param name="Tile">The geometry of one register tile: its channels, one filter, one group.</param>
/// <param name="ColumnTile">Input columns of a register tile.</param>
/// <param name="IsBlocked">All channel tiles read a block of filters for one tile of columns before the next filters come; otherwise
/// each channel tile passes over the whole image.</param>
public sealed record ConvolutionDataGradient(ConvolutionGeometry Tile, int ColumnTile, bool IsBlocked) : Kernel
{
    public override string MethodName =>
        "ConvolveBackward_" + Tile.ImageSignature + "_by" + Number(Tile.Channels) + "x" + Number(ColumnTile) + (IsBlocked ? "_blocks" : "");

    public override int BodySize => Tile.Channels * ColumnTiles.OfInputs(Tile, ColumnTile).Sum(tile => tile.Taps.Count);
}

/// <summary>dw += dz * x over some output rows; accumulators are filters x channels x taps of one kernel row. How many filters and
/// channels there are is told at run time: it bounds loops and nothing else.</summary>
/// <param name="Tile">The geometry of one register tile: its filters, its channels, one group.</param>
/// <param name="ColumnBlock">Output columns between two loop branches.</param>
/// <param name="IsWide">Whether the gradient is kept lane by lane, to be summed across once a step.</param>
public sealed record ConvolutionWeightGradient(ConvolutionGeometry Tile, int ColumnBlock, bool IsWide) : Kernel
{
    public override string MethodName => "ConvolveWeights_" + Tile.ImageSignature
        + "_by" + Number(Tile.Filters) + "x" + Number(Tile.Channels) + (IsWide ? "_wide" : "");

    public override int BodySize =>
        Tile.Filters * Tile.Channels * ColumnTiles.OfOutputs(Tile, ColumnBlock).Sum(tile => tile.Taps.Count);
}

/// <summary>Pooling by itself, any geometry.</summary>
public sealed record PoolForward(PoolingGeometry Geometry) : Kernel
{
    public override string MethodName => "Pool" + Geometry.Signature;

    public override int BodySize => Geometry.IsUnrolled ? Geometry.Kernel.Count : 1;
}

/// <summary>dx of a pooling; where its windows tile, the derivative of the activation before it too, a range of rows at a time.</summary>
public sealed record PoolGradient(PoolingGeometry Geometry) : Kernel
{
    public override string MethodName => "PoolBackward" + Geometry.Signature;

    public override int BodySize => Geometry.IsTiling ? Geometry.Kernel.Count : 1;
}

/// <summary>y = f(bias + W x) for a pair of tiles.</summary>
/// <param name="Stride">Floats from one row of W to the next.</param>
/// <param name="RowTile">Outputs of a register tile.</param>
public sealed record FullyConnectedForward(int Inputs, int Stride, int RowTile) : Kernel
{
    public override string MethodName => "Connect_" + Number(Inputs) + "of" + Number(Stride) + "by" + Number(RowTile);

    public override int BodySize => RowTile * VectorTarget.TilesPerPair * Unroll;

    /// <summary>Inputs between two loop branches.</summary>
    public int Unroll => Inputs % 2 == 0 ? 2 : 1;
}

/// <summary>dx = W^T dz for a pair of tiles, times the derivative of the activation that made x.</summary>
/// <param name="ColumnTile">Inputs of a register tile.</param>
/// <param name="IsPrefetching">Asks for rows of W ahead of their use: they lie far apart, so that no hardware prefetcher does.</param>
public sealed record FullyConnectedDataGradient(int Outputs, int Stride, int ColumnTile, bool IsPrefetching) : Kernel
{
    public override string MethodName =>
        "ConnectBackward_" + Number(Outputs) + "of" + Number(Stride) + "by" + Number(ColumnTile);

    public override int BodySize => ColumnTile * VectorTarget.TilesPerPair * Unroll;

    public int Unroll => Outputs % 2 == 0 ? 2 : 1;
}

/// <summary>dW = dz x^T: here lanes are sixteen inputs of one sample, so x is read sample by sample.</summary>
/// <param name="InputVectors">Sixteenths of a row, the last padded.</param>
/// <param name="VectorTile">Vectors of inputs of a register tile.</param>
/// <param name="RowTile">Outputs of a register tile.</param>
/// <param name="IsPrefetching">Asks for the next vectors of each sample while it works on these: over a whole batch the samples
/// lie in the third cache or beyond, in a pattern that no hardware prefetcher follows.</param>
public sealed record FullyConnectedWeightGradient(int InputVectors, int Stride, int VectorTile, int RowTile, bool IsPrefetching) : Kernel
{
    public override string MethodName =>
        "ConnectWeights_" + Number(InputVectors) + "of" + Number(Stride) + "by" + Number(VectorTile) + "x" + Number(RowTile)
        + (IsPrefetching ? "_batch" : "");

    /// <summary>Samples between two loop branches: a loop over a tile's sixteen costs a mispredicted branch at each end.</summary>
    public int Unroll => 8;

    public override int BodySize => VectorTile * RowTile * (Unroll + 1);
}
