namespace NetArch.Generator.Tests.Generation;

/// <summary>Networks are compiled for the GPU exactly where the project has <c>NetArch.Gpu.GpuDevice</c>.</summary>
public class GpuGenerationTests
{
    private const string Device = "namespace NetArch.Gpu { public sealed class GpuDevice { } }";

    [Fact]
    public void Without_the_assembly_nothing_is_said_of_a_GPU()
    {
        GeneratorRun run = GeneratorRun.Of(("LeNet.net.arch", TestSources.Sample("LeNet")));
        run.Hints.ShouldNotContain(hint => hint.Contains("Gpu"));
        run.File("Project.LeNet.g.cs").ShouldNotContain("ComputeDevice");
    }

    [Fact]
    public void With_it_a_program_and_its_kernels_come_too()
    {
        GeneratorRun run = GeneratorRun.Of(("LeNet.net.arch", TestSources.Sample("LeNet"))).EditCSharp(Device);
        run.Hints.ShouldContain("Project.LeNet.Gpu.g.cs");
        run.Hints.ShouldContain("NetArch.Kernels.Gpu.g.cs");
        run.File("Project.LeNet.g.cs").ShouldContain("global::NetArch.ComputeDevice? device = null");
        run.File("Project.LeNet.Gpu.g.cs").ShouldContain("internal readonly struct LeNetGpu");
    }

    [Fact]
    public void Two_networks_share_the_file_of_kernels()
    {
        GeneratorRun run = GeneratorRun.Of(("LeNet.net.arch", TestSources.Sample("LeNet")), ("DigitsMlp.net.arch", TestSources.Sample("DigitsMlp")))
            .EditCSharp(Device);
        string kernels = run.File("NetArch.Kernels.Gpu.g.cs");
        kernels.Split("void Convolve_1x1_by8x1<").Length.ShouldBe(2, "emitted once");
    }
}
