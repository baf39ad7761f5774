namespace NetArch.Generator.Planning.Gpu;

/// <summary>What the planner must know of a GPU.</summary>
public static class GpuTarget
{
    /// <summary>Samples in a tile: the lanes of a warp. The runtime's <c>GpuLayout.Lanes</c>.</summary>
    public const int Lanes = 32;

    /// <summary>The planner counts vectors of sixteen lanes; on a GPU each is twice as long.</summary>
    public const int FloatsPerPlannedFloat = Lanes / VectorTarget.Lanes;

    /// <summary>Sums of one register tile. With operands, weights and addresses beside them they stay below 128 registers a thread,
    /// at which sixteen warps fit a multiprocessor.</summary>
    public const int Accumulators = 32;

    /// <summary>Multiply-adds up to which a kernel's whole window is written out; beyond, its rows are a loop. At 16 bytes each they fill
    /// a good half of the instruction cache next to the schedulers (128 KiB, shared by four).</summary>
    public const int UnrolledMultiplyAdds = 1_200;

    /// <summary>Taps of a kernel row up to which the row is written out; beyond, its taps are a loop too.</summary>
    public const int UnrolledRow = 16;

    /// <summary>Warps of a group: those that take neighbouring filters share what they load through the first cache.</summary>
    public const int WarpsPerGroup = 4;
}
