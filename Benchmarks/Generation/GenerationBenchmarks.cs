using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NetArch.Dsl;
using NetArch.Generator.Emit.Cpu;
using NetArch.Generator.Planning;

namespace NetArch.Benchmarks.Generation;

/// <summary>What the compiler does with one network while a project builds, warm: text to network, network to plan, plan to C#.</summary>
[Config(typeof(Settings))]
public class GenerationBenchmarks
{
    private string text = "";
    private CheckedFile file = null!;
    private NetworkPlan plan = null!;

    [Params("LeNet", "DigitsMlp")]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void Read()
    {
        using var reader = new StreamReader(typeof(GenerationBenchmarks).Assembly.GetManifestResourceStream(Network + ".net")!);
        text = reader.ReadToEnd();
        file = Check();
        plan = Plan();
    }

    [Benchmark]
    public CheckedFile Check() => ArchCompilation.Compile(Network + ".net.arch", text);

    [Benchmark]
    public NetworkPlan Plan() => NetworkPlanner.Plan(file.Networks[0].Network).Plan!;

    [Benchmark]
    public int Emit() => CpuProgramEmitter.Emit(plan, "Project").Length + CpuKernelsEmitter.Emit(plan.Kernels).Length;

    private sealed class Settings : ManualConfig
    {
        public Settings() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
