using NetArch.Generator.Tests.Generation;

namespace NetArch.Generator.Tests.Snapshots;

/// <summary>The programs and kernels that run the sample networks on a CPU, word for word, with their plans on top.</summary>
public class CpuSnapshots
{
    [Fact]
    public Task LeNet() => Verify(Generated("LeNet", "Project.LeNet.Cpu.g.cs"), "cs");

    [Fact]
    public Task LeNet_kernels() => Verify(Generated("LeNet", "Project.LeNet.Kernels.Cpu.g.cs"), "cs");

    [Fact]
    public Task DigitsMlp() => Verify(Generated("DigitsMlp", "Project.DigitsMlp.Cpu.g.cs"), "cs");

    [Fact]
    public Task DigitsMlp_kernels() => Verify(Generated("DigitsMlp", "Project.DigitsMlp.Kernels.Cpu.g.cs"), "cs");

    private static string Generated(string network, string hint) =>
        GeneratorRun.Of((network + ".net.arch", TestSources.Sample(network))).File(hint);
}
