using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>Inverted dropout, with the decisions of <see cref="DropoutMask"/>, bit for bit. It does nothing while dropout is off.</summary>
public static class Dropouts
{
    private const int Warps = 8, PositionsOfWarp = 8;

    /// <summary>Each of a buffer's values by itself, in place; forward to activations, backward to gradients.</summary>
    public static void Drop(GpuFrame frame, int buffer, int count, int layer, float probability)
    {
        if (!frame.Dropout) return;
        int blocks = Grids.Ceiling(count, DropoutKernels.Block), warps = Math.Min(blocks, Warps);
        KernelConfig config = new(new Index3D(Grids.Ceiling(blocks, warps), frame.Tiles, 1), new Index3D(GpuLayout.Lanes, warps, 1));
        frame.Launch(
            DropoutKernels.Drop, config, frame.At(buffer), frame.Step, count, frame.TileStride, DropoutTask.Of(layer, probability));
    }

    /// <summary>Whole channels, in place.</summary>
    public static void DropChannels(GpuFrame frame, int buffer, int channels, int positions, int layer, float probability)
    {
        if (!frame.Dropout) return;
        int warps = Math.Min(Warps, positions), perChunk = warps * PositionsOfWarp;
        KernelConfig config = new(
            new Index3D(channels, Grids.Ceiling(positions, perChunk), frame.Tiles), new Index3D(GpuLayout.Lanes, warps, 1));
        frame.Launch(
            DropoutKernels.DropChannels, config, frame.At(buffer), frame.Step, positions, perChunk, frame.TileStride,
            DropoutTask.Of(layer, probability));
    }
}
