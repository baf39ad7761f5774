using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NetArch.Dsl;
using NetArch.Generator.Emit.Cpu;
using NetArch.Generator.Emit.Surface;
using NetArch.Generator.Planning;

namespace NetArch.Benchmarks.Generation;

/// <summary>What the compiler does with one network while a project builds, warm: text to tree, tree to network, network to plan, plan to C#.</summary>
[Config(typeof(Settings))]
public class GenerationBenchmarks
{
    private string text = "";
    private ArchFile blocks = null!;
    private ArchFile parsed = null!;
    private CheckedFile file = null!;
    private NetworkPlan plan = null!;

    [Params("LeNet", "DigitsMlp", "CifarCnn", "AlexNet", "VggE", "GoogLeNet", "ResNet18", "ResNet50", "ResNet56")]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void Read()
    {
        text = SampleTexts.Of(Network);
        blocks = ArchCompilation.Parse("Blocks.net.arch", SampleTexts.Blocks);
        parsed = Parse();
        file = Check();
        if (file.Diagnostics.Any(diagnostic => diagnostic.IsError)) throw new InvalidOperationException(string.Join('\n', file.Diagnostics));
        plan = Plan();
    }

    [Benchmark]
    public ArchFile Parse() => ArchCompilation.Parse(Network + ".net.arch", text);

    [Benchmark]
    public CheckedFile Check() => ArchCompilation.Check(parsed, ArchCompilation.CollectBlocks([parsed, blocks]));

    [Benchmark]
    public NetworkPlan Plan() => NetworkPlanner.Plan(file.Networks[0].Network).Plan!;

    [Benchmark]
    public int Emit() =>
        NetworkClassEmitter.Emit(plan, hasGpu: false).Length + CpuProgramEmitter.Emit(plan, "Project").Length + CpuKernelsEmitter.Emit(plan.Kernels).Length;

    [Benchmark]
    public int Everything()
    {
        ArchFile tree = Parse();
        CheckedFile networks = ArchCompilation.Check(tree, ArchCompilation.CollectBlocks([tree, blocks]));
        NetworkPlan whole = NetworkPlanner.Plan(networks.Networks[0].Network).Plan!;
        return NetworkClassEmitter.Emit(whole, hasGpu: false).Length + CpuProgramEmitter.Emit(whole, "Project").Length + CpuKernelsEmitter.Emit(whole.Kernels).Length;
    }

    internal sealed class Settings : ManualConfig
    {
        public Settings() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
