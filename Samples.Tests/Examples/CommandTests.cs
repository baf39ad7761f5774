using System.Text.RegularExpressions;

namespace NetArch.Samples.Tests.Examples;

public sealed class CommandTests
{
    [Fact]
    public void Examples_shows_the_digits_that_the_networks_compute()
    {
        CommandRun run = CommandRun.Of("examples");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldMatch(@"loss .*: 8\s");
        foreach ((string name, int gradient) in new[] { ("w1", -4), ("b1", -8), ("w2", -12), ("b2", -8) })
            run.Output.ShouldMatch($@"\n  {name} .*: {gradient}\s");
        run.Output.ShouldContain("w1, b1, w2, b2: 1, 1, 2.2, -0.2; so f(x) = 2.2 x + 2\n");
        run.Output.ShouldContain("w1, b1, w2, b2: 1.2, 1.4, 2.2, -0.2; so f(x) = 2.64 x + 2.88\n");
        run.Output.ShouldContain("precision 8/10 = 0.80, recall 8/11 = 0.73");
        run.Output.ShouldContain("precision 7/8 = 0.88, recall 7/11 = 0.64");
        run.Output.ShouldContain("accuracy 999/1000 = 99.9%");
        run.Output.ShouldContain("(255, 512): Poland");
    }

    [Fact]
    public void Attack_spoils_answers_and_shows_one()
    {
        using var digits = new DigitFolder();
        using var folder = new TemporaryFolder();
        CommandRun.Of("train", "LeNet", "--data", digits.Path, "--epochs", "6", "--batch", "32", "--out", folder.Path).ExitCode.ShouldBe(0);

        CommandRun run = CommandRun.Of("attack", "LeNet", "--weights", folder.File("LeNet.safetensors"), "--data", digits.Path, "--change", "0.3");

        run.ExitCode.ShouldBe(0, run.Errors);
        int[] right = [.. Regex.Match(run.Output, @"answered rightly: (\d+);\s.*range: (\d+)").Groups.Values.Skip(1).Select(group => int.Parse(group.Value))];
        right[1].ShouldBeLessThan(right[0]);
        run.Output.ShouldMatch(@"before: \S+, \d+\.\d%; after: \S+, \d+\.\d%");
        run.Output.Split('\n').ShouldAllBe(line => line.Length <= 80 || line.Contains(digits.Path));
    }
}
