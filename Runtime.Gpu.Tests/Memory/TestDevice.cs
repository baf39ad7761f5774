using NetArch.Gpu;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace NetArch.Runtime.Gpu.Tests.Memory;

/// <summary>The device that kernels run on here: one for all tests, for making it takes longer than they do.</summary>
internal static class TestDevice
{
    private static readonly Lazy<GpuDevice> Device = new(GpuDevice.OfCpu);

    public static GpuDevice Shared => Device.Value;
}
