using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>Between the usual layout, sample by sample, and the lane layout, 32 samples side by side.</summary>
public static class Samples
{
    /// <summary>Fills a buffer with the batch's samples; lanes without one become zero.</summary>
    public static void Pack(GpuFrame frame, int to, int count) =>
        frame.Launch(SampleKernels.Pack, Squares(frame, count), frame.Samples, frame.At(to), frame.Step, count, frame.TileStride);

    /// <summary>Hands out the gradients by the inputs.</summary>
    public static void UnpackGradients(GpuFrame frame, int from, int count) => Unpack(frame, from, frame.InputGradients, count);

    /// <summary>Hands out a traced layer's output.</summary>
    public static void Record(GpuFrame frame, int layer, int from, int count) => Unpack(frame, from, frame.TraceOf(layer), count);

    private static void Unpack(GpuFrame frame, int from, ArrayView<float> to, int count) =>
        frame.Launch(SampleKernels.Unpack, Squares(frame, count), frame.At(from), to, frame.Step, count, frame.TileStride);

    private static KernelConfig Squares(GpuFrame frame, int count) => new(
        new Index3D(Grids.Ceiling(count, GpuLayout.Lanes), frame.Tiles, 1), new Index3D(GpuLayout.Lanes, SampleKernels.Warps, 1));
}
