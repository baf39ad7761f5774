namespace NetArch;

/// <summary>What the compiler decided about a network on the CPU: memory, parameters and the stages of each way to run it.</summary>
/// <remarks>All sizes are in floats and multiples of 16, so that everything stays aligned to a cache line.</remarks>
/// <param name="ArenaStride">One tile's part of a thread's arena; an arena holds two tiles.</param>
/// <param name="SharedStride">One tile's part of the memory that outlives a stage.</param>
/// <param name="ScratchFloats">Per thread, for what one kernel call needs.</param>
/// <param name="ParameterFloats">All parameters, in the layout that kernels read.</param>
/// <param name="SlotFloats">One accumulation slot: gradients laid out as the parameters, then lane-wide ones.</param>
/// <param name="FoldedFloats">Weights with batch norms folded into them, and zeros for layers without biases.</param>
/// <param name="Folding">What makes the folded weights; run once after the parameters have changed.</param>
/// <param name="SingleValueNorm">A batch norm that sees one value a channel of each sample, so that a batch of one has no variance; or null.</param>
public sealed record CpuLayout(
    int ArenaStride,
    int SharedStride,
    int ScratchFloats,
    int ParameterFloats,
    int SlotFloats,
    int FoldedFloats,
    IReadOnlyList<CpuParameter> Parameters,
    IReadOnlyList<CpuStage> Inference,
    IReadOnlyList<CpuStage> Training,
    IReadOnlyList<CpuStage> InputGradients,
    IReadOnlyList<CpuStage> Tracing,
    IReadOnlyList<CpuStage> Folding,
    string? SingleValueNorm)
{
    /// <summary>Samples side by side in one tile: the lanes of a <see cref="System.Runtime.Intrinsics.Vector512{T}"/> of floats.</summary>
    public const int Lanes = 16;

    /// <summary>Tiles that a thread takes together.</summary>
    public const int TilesPerPair = 2;

    /// <summary>At most this many accumulation slots, however large the batch: each costs a copy of the gradients.</summary>
    public const int MaximumSlots = 16;

    /// <summary>Bytes that training takes with Adam: weights, two moments, accumulation slots, every thread's arena, what the batch shares.</summary>
    internal long TrainingBytes(int batch, int threads)
    {
        long tiles = ((long)batch + Lanes - 1) / Lanes, pairs = (tiles + TilesPerPair - 1) / TilesPerPair;
        return sizeof(float) * checked(
            3L * ParameterFloats + SlotFloats * Math.Min(pairs, MaximumSlots)
            + threads * ((long)ScratchFloats + TilesPerPair * (long)ArenaStride) + pairs * TilesPerPair * SharedStride);
    }
}

/// <summary>Where a parameter tensor of rows x columns lies: row r begins at <paramref name="Offset"/> + r * <paramref name="Stride"/>.</summary>
public sealed record CpuParameter(int Offset, int Rows, int Columns, int Stride);

/// <summary>Work that may run at the same time; all threads meet at its end.</summary>
public sealed record CpuStage(params IReadOnlyList<CpuTask> Tasks);

/// <param name="Items">Work items of <see cref="Partition.Rows"/>; the batch decides for the others.</param>
public sealed record CpuTask(Partition Partition, int Items = 0);

/// <summary>How a task is divided among threads.</summary>
public enum Partition
{
    /// <summary>An item is a pair of tiles.</summary>
    Pairs,

    /// <summary>An item is an accumulation slot: consecutive pairs whose gradients add up in order.</summary>
    Slots,

    /// <summary>An item is a range of rows of a matrix, for the whole batch.</summary>
    Rows,
}
