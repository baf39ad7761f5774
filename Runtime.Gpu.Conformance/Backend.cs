using NetArch.Gpu;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>What the networks under test run on: the device that NETARCH_TEST_DEVICE names (<c>cuda</c>), else ILGPU's own CPU accelerator or the emulation.</summary>
internal static class Backend
{
    public static GpuDevice Device { get; } = Environment.GetEnvironmentVariable("NETARCH_TEST_DEVICE") switch
    {
        null or "" => GpuDevice.OfCpu(),
        "cuda" => GpuDevice.Default,
        string other => throw new GpuException($"NETARCH_TEST_DEVICE is \"{other}\"; it is cuda, or not set."),
    };

    public static NetworkOptions Options(NetworkOptions options) => options with { Device = Device };
}
