namespace NetArch.Tool.Tests.Commands;

public sealed class PlanTests
{
    [Fact]
    public void Memory_kernels_and_steps_are_shown()
    {
        ToolRun run = ToolRun.In(ToolRun.Networks, "plan", "LeNet.net.arch", "--batch", "32");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldStartWith("LeNet, memory for training at batch 32 on one thread:\n  all ");
        run.Output.ShouldContain("\n  Convolve_1x32x32_6x5x5_Average2x2 ");
        run.Output.ShouldContain("\ntrain: 2 stages, arena ");
        run.Output.ShouldContain(" -> S2\n");
    }

    [Fact]
    public void Memory_grows_with_the_batch()
    {
        decimal few = TrainingMebibytes("16"), many = TrainingMebibytes("1024");
        many.ShouldBeGreaterThan(few);
    }

    [Theory]
    [InlineData("0"), InlineData("-1"), InlineData("many"), InlineData("99999999999")]
    public void A_batch_that_is_none_is_a_usage_error(string batch) =>
        ToolRun.In(ToolRun.Networks, "plan", "LeNet.net.arch", "--batch", batch).ShouldFail(2, $"--batch {batch}: it must be a whole number from 1 to 1,048,576");

    [Fact]
    public void A_network_that_cannot_be_compiled_says_why()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Large.net.arch", "network Large { input 64x2048x2048; relu; relu; fc 1 }");
        ToolRun.In(folder, "plan", "Large.net.arch").ExitCode.ShouldBe(1);
    }

    private static decimal TrainingMebibytes(string batch)
    {
        string line = ToolRun.In(ToolRun.Networks, "plan", "LeNet.net.arch", "--batch", batch).Output.Split('\n')[1];
        return decimal.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
