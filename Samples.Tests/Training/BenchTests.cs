using System.Text.Json;

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
            ["network", "batch", "mode", "threads", "imagesPerSecond", "medianMilliseconds", "gflops"]);
        report.GetProperty("mode").GetString().ShouldBe(mode);
        double rate = report.GetProperty("imagesPerSecond").GetDouble();
        (32 / report.GetProperty("medianMilliseconds").GetDouble() * 1000).ShouldBe(rate, rate * 1e-6);
        (rate * operations / 1e9).ShouldBe(report.GetProperty("gflops").GetDouble(), rate * 1e-9);
    }
}
