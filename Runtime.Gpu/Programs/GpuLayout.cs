namespace NetArch.Gpu;

/// <summary>A network's memory on a GPU, as planned at build time.</summary>
/// <remarks>A tile is 32 samples, a warp: values lie as [tile][value][lane]. All buffers of a tile lie in one piece of
/// <paramref name="TileStride"/> floats at the offsets that the program knows; a buffer that the batch has once lies in the first tile's piece.</remarks>
/// <param name="TileStride">Floats from one tile's piece to the next: the largest that a schedule needs; a multiple of 32.</param>
/// <param name="GuardFloats">How far before and behind its buffer a kernel may form an address (it reads nothing there): the arena has
/// as much to spare at both ends.</param>
/// <param name="ParameterFloats">Floats of all parameters.</param>
/// <param name="FoldedFloats">Floats of what folding makes of them, and of the zeros that stand for a missing bias.</param>
/// <param name="Parameters">Every parameter tensor, by its index in the network's description.</param>
/// <param name="TracedCounts">Values a sample of each traced layer.</param>
/// <param name="HasFolding">Whether <see cref="IGpuProgram.Fold"/> does anything.</param>
/// <param name="SingleValueNorm">A batch norm that a batch of one sample cannot train, or null.</param>
/// <param name="PackedFloats">Floats of weights as tensor cores take them, which lie behind the folded ones; used with <see cref="Precision.Tf32"/> alone.</param>
public sealed record GpuLayout(
    int TileStride,
    int GuardFloats,
    int ParameterFloats,
    int FoldedFloats,
    IReadOnlyList<GpuParameter> Parameters,
    IReadOnlyList<int> TracedCounts,
    bool HasFolding,
    string? SingleValueNorm,
    int PackedFloats = 0)
{
    /// <summary>Samples in a tile: the lanes of a warp.</summary>
    public const int Lanes = 32;

    /// <summary>What a network of that precision takes: with tensor cores there are packed weights too, and other warps divide gradients.</summary>
    internal GpuLayout For(Precision precision) => precision != Precision.Tf32
        ? this
        : this with { FoldedFloats = FoldedFloats + PackedFloats, Parameters = [.. Parameters.Select(parameter => parameter.ForTensorCores())] };
}

/// <summary>Where a parameter tensor lies and how.</summary>
/// <remarks>A matrix lies as [group][row / 4][column][row % 4]: four neighbouring filters' weights are one 128-bit load, forward and
/// backward alike. Rows are padded to four with zeros, which stay zero. A vector is a matrix of one row, and lies plainly.</remarks>
/// <param name="Offset">Of its first float; a multiple of 32.</param>
/// <param name="Groups">Groups of a convolution, 1 elsewhere.</param>
/// <param name="Rows">Filters of a group, or outputs; 1 for a vector.</param>
/// <param name="Columns">Weights of a filter, or inputs; the values of a vector.</param>
/// <param name="IsTrained">Whether it has a gradient.</param>
/// <param name="GradientRows">Rows of the image over which its gradient is summed, and which parts of it may divide; 1 without an image, 0 where it comes in one piece.</param>
/// <param name="GradientWarps">Warps that compute one part of its gradient.</param>
/// <param name="TensorWarps">The same on tensor cores; 0 where they do not.</param>
/// <param name="IsSingleRow">Of a matrix that happens to have one row: it is padded to four as any other.</param>
public sealed record GpuParameter(
    int Offset, int Groups, int Rows, int Columns, bool IsTrained, int GradientRows, int GradientWarps, int TensorWarps = 0,
    bool IsSingleRow = false)
{
    internal GpuParameter ForTensorCores() => TensorWarps == 0 ? this : this with { GradientWarps = TensorWarps };

    public bool IsMatrix => Rows > 1 || Groups > 1 || IsSingleRow;

    /// <summary>Floats on the device, padding included.</summary>
    public int Floats => IsMatrix ? Groups * ((Rows + 3) / 4) * 4 * Columns : Columns;

    /// <summary>Values that a user sees.</summary>
    public int Values => Groups * Rows * Columns;
}
