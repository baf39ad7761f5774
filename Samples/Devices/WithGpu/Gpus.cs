using NetArch.Gpu;

namespace NetArch.Samples.Devices;

/// <summary>The GPUs of this machine; this build has the backend for them.</summary>
internal static class Gpus
{
    public static ComputeDevice Open(int number)
    {
        if (number == 0) return GpuDevice.Default;
        IReadOnlyList<GpuDevice> all = GpuDevice.All;
        return number < all.Count ? all[number] : throw new UsageException(
            $"--device gpu:{number}: there {(all.Count == 1 ? "is 1 GPU, gpu:0" : $"are {all.Count} GPUs, counted from gpu:0")}.");
    }
}
