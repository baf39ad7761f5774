using NetArch.Gpu;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>What the networks under test run on: the device that NETARCH_TEST_DEVICE names (<c>cuda</c>), else ILGPU's own CPU accelerator or the emulation.</summary>
internal static class Backend
{
    public static GpuDevice Device { get; } = GpuDevice.OfCpu();

    public static NetworkOptions Options(NetworkOptions options) => options with { Device = Device };
}
