using NetArch.Generator.Tests.Generation;

namespace NetArch.Generator.Tests.Snapshots;

/// <summary>The classes that users of the sample networks work with, word for word.</summary>
public class SurfaceSnapshots
{
    [Fact]
    public Task LeNet() => Verify(Surface("LeNet"), "cs");

    [Fact]
    public Task DigitsMlp() => Verify(Surface("DigitsMlp"), "cs");

    private static string Surface(string network) =>
        GeneratorRun.Of((network + ".net.arch", TestSources.Sample(network))).File("Project." + network + ".g.cs");
}
