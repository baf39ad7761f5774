using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>How a channel's sums over a batch lie and are divided: in each tile up to 32 parts of two sums, then what they were shifted by.</summary>
/// <remarks>The division follows from shapes and the batch's size alone, never from the device.</remarks>
/// <param name="Parts">Parts of a plane.</param>
/// <param name="PerPart">Vectors of a part.</param>
internal readonly record struct BatchSums(int Parts, int PerPart)
{
    /// <summary>Floats of a channel in a tile.</summary>
    public const int Floats = 96;

    public const int MaximumParts = 32;

    /// <summary>Where the second sums and the shift begin.</summary>
    public const int Second = MaximumParts, Shift = 2 * MaximumParts;

    /// <summary>Groups that keep a large device busy.</summary>
    private const int TargetGroups = 528;

    private const int MergeThreads = 64;

    public static BatchSums Of(GpuFrame frame, int channels, int positions)
    {
        int plane = positions * Grids.VectorsOfValue, groups = Grids.Ceiling(channels, PlanesOf(channels, plane)) * frame.Tiles;
        int wanted = Math.Clamp(Grids.Ceiling(TargetGroups, groups), 1, MaximumParts);
        int parts = Math.Clamp(wanted, 1, Grids.Ceiling(plane, Grids.Threads));
        int perPart = Grids.Ceiling(Grids.Ceiling(plane, parts), Grids.VectorsOfValue) * Grids.VectorsOfValue;
        return new(Grids.Ceiling(plane, perPart), perPart);
    }

    /// <summary>Group: x over vectors of a part, z over channels; grid: x over channels, y over parts, z over tiles.</summary>
    public KernelConfig Config(GpuFrame frame, int channels)
    {
        int threads = Math.Min(PerPart, Grids.Threads), together = PlanesOf(channels, PerPart);
        return new(new Index3D(Grids.Ceiling(channels, together), Parts, frame.Tiles), new Index3D(threads, 1, together));
    }

    /// <summary>A group for each channel: x over parts, y over tiles.</summary>
    public KernelConfig MergeConfig(GpuFrame frame, int channels) =>
        new(new Index3D(channels, 1, 1), new Index3D(Parts, Math.Min(frame.Tiles, MergeThreads / Parts), 1));

    private static int PlanesOf(int channels, int plane) => Math.Min(channels, Grids.Threads / Math.Min(plane, Grids.Threads));
}
