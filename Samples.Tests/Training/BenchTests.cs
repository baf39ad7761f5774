using System.Text.Json;
using NetArch.Samples.Networks;

namespace NetArch.Samples.Tests.Training;

public sealed class BenchTests
{
    [Theory]
    [InlineData("train", 2 * (3 * 416_520 - 117_600))]
    [InlineData("infer", 2 * 416_520)]
    public void Bench_reports_time_speed_and_operations_that_agree(string mode, int operations)
    {
        using var folder = new TemporaryFolder();
        string[] infer = mode == "infer" ? ["--infer"] : [];

        CommandRun run = CommandRun.Of(["bench", "LeNet", "--batch", "32", "--threads", "1", "--json", folder.File("bench.json"), .. infer]);

        run.ExitCode.ShouldBe(0, run.Errors);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(folder.File("bench.json"))).RootElement;
        report.EnumerateObject().Select(property => property.Name).ShouldBe(
            ["network", "batch", "mode", "threads", "imagesPerSecond", "medianMilliseconds", "gflops", "plannedBytes", "peakBytes", "device"]);
        report.GetProperty("mode").GetString().ShouldBe(mode);
        double rate = report.GetProperty("imagesPerSecond").GetDouble();
        (32 / report.GetProperty("medianMilliseconds").GetDouble() * 1000).ShouldBe(rate, rate * 1e-6);
        (rate * operations / 1e9).ShouldBe(report.GetProperty("gflops").GetDouble(), rate * 1e-9);
    }

    [Fact]
    public void Bench_trains_a_network_without_data_and_says_what_memory_that_takes()
    {
        using var folder = new TemporaryFolder();

        CommandRun run = CommandRun.Of("bench", "Logistic", "--batch", "16", "--threads", "1", "--json", folder.File("bench.json"));

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldMatch(@"memory: 0\.00 GiB by the plan; \d+\.\d\d GiB for the whole process at its peak");
        JsonElement report = JsonDocument.Parse(File.ReadAllText(folder.File("bench.json"))).RootElement;
        report.GetProperty("peakBytes").GetInt64().ShouldBeGreaterThan(report.GetProperty("plannedBytes").GetInt64());
    }

    [Fact]
    public void A_batch_whose_training_does_not_fit_the_machine_is_refused_before_anything_is_made()
    {
        using var network = new DeepTanh(threads: 1);
        long sample = (network.TrainingBytes(1 << 20) - network.TrainingBytes(1 << 19)) >> 19;
        long batch = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / sample * 5 / 4;

        CommandRun.Of("bench", "DeepTanh", "--threads", "1", "--batch", $"{batch}")
            .ShouldFail(2, $"training DeepTanh at --batch {batch} takes");
    }
}
