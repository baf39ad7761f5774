using NetArch.Gpu;

namespace NetArch.Benchmarks.Gpu;

/// <summary>What a device could compute at most: multiprocessors x multiply-accumulates of one in a clock x 2 x the highest clock.</summary>
internal static class DevicePeak
{
    /// <summary>Operations a second; null where NVIDIA's number for the device is not known here.</summary>
    public static double? Of(GpuDevice device, Precision precision) =>
        PerClock(device.ComputeCapability, precision) is { } perClock && device.ClockMegahertz > 0
            ? 2.0 * perClock * device.Multiprocessors * device.ClockMegahertz * 1e6
            : null;

    /// <summary>Operations of one training step a sample: forward, and the gradients of weights and of what goes in, each as much.</summary>
    public static double TrainingOperations(NetworkDescription network) =>
        3 * 2.0 * network.Layers.Sum(layer => layer.MultiplyAccumulates);

    /// <summary>CUDA C++ Programming Guide, table of arithmetic throughput; for TF32 without sparsity, the whitepapers of A100 and H100.</summary>
    private static int? PerClock(Version? capability, Precision precision) => (capability, precision) switch
    {
        ({ Major: 8, Minor: 0 }, Precision.Float32) => 64,
        ({ Major: 8, Minor: 6 or 7 or 9 } or { Major: 9, Minor: 0 } or { Major: 10 or 12 }, Precision.Float32) => 128,
        ({ Major: 8, Minor: 0 }, Precision.Tf32) => 512,
        ({ Major: 9, Minor: 0 }, Precision.Tf32) => 1024,
        _ => null,
    };
}
