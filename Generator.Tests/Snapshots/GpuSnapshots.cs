using NetArch.Generator.Tests.Generation;

namespace NetArch.Generator.Tests.Snapshots;

/// <summary>What runs a sample network on a GPU, word for word: its program with the plan on top, and the kernels of a smaller one.</summary>
public class GpuSnapshots
{
    private const string Device = "namespace NetArch.Gpu { public sealed class GpuDevice { } }";

    [Fact]
    public Task LeNet() => Verify(Generated("LeNet", TestSources.Sample("LeNet"), "Project.LeNet.Gpu.g.cs"), "cs");

    [Fact]
    public Task Small_kernels() => Verify(Generated("Small", "network Small { input 1x4x4; conv 4 2x2; relu; conv 4 2x2; fc 2; softmax }", "NetArch.Kernels.Gpu.g.cs"), "cs");

    private static string Generated(string network, string text, string hint) =>
        GeneratorRun.Of((network + ".net.arch", text)).EditCSharp(Device).File(hint);
}
