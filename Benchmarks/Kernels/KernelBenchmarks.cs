using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace NetArch.Benchmarks.Kernels;

/// <summary>Every kernel of LeNet and DigitsMlp by itself, on one thread, beside the peak of the core.</summary>
[Config(typeof(Settings))]
public class KernelBenchmarks
{
    private Action run = () => { };

    public static IEnumerable<string> Names => KernelCalls.All.Keys;

    [ParamsSource(nameof(Names))]
    public string Kernel { get; set; } = "";

    [GlobalSetup]
    public void Bind() => run = KernelCalls.All[Kernel].Run;

    [Benchmark]
    public void Run() => run();

    private sealed class Settings : ManualConfig
    {
        /// <summary>In this process, where the kernels are those that this build generated; kernels take microseconds and vary little, so a second each will do.</summary>
        public Settings()
        {
            AddJob(Job.Default
                .WithToolchain(InProcessEmitToolchain.Instance)
                .WithIterationTime(TimeInterval.FromMilliseconds(100)).WithWarmupCount(3).WithIterationCount(10));
            SummaryStyle = SummaryStyle.Default.WithMaxParameterColumnWidth(60);
            AddColumn(new RateColumn("GFLOP/s", "Two operations a multiply-add.", (rate, _) => 2 * rate / 1e9));
            AddColumn(new RateColumn("% of peak", "Of what a core does on registers alone, measured at the start.", (rate, peak) => 100 * rate / peak));
        }
    }
}
