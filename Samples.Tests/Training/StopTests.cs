using System.Text;

namespace NetArch.Samples.Tests.Training;

public sealed class StopTests
{
    [Fact]
    public void A_stopped_training_says_that_nothing_was_saved_and_leaves_no_trace()
    {
        using var digits = new DigitFolder();
        using var folder = new TemporaryFolder();
        string weights = folder.File("new/folder/LeNet.safetensors");

        CommandRun run = TrainAndStop(digits, folder.File("new/folder"));

        run.ExitCode.ShouldBe(130);
        run.Errors.ShouldBe($"stopped; nothing was saved; there is no {weights}{Environment.NewLine}");
        folder.Content.ShouldBeEmpty();
    }

    [Fact]
    public void A_stopped_training_leaves_the_file_of_an_earlier_one()
    {
        using var digits = new DigitFolder();
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("LeNet.safetensors"), "earlier");

        CommandRun run = TrainAndStop(digits, folder.Path);

        run.ExitCode.ShouldBe(130);
        run.Errors.ShouldContain("is still that of an earlier training");
        File.ReadAllText(folder.File("LeNet.safetensors")).ShouldBe("earlier");
    }

    private static CommandRun TrainAndStop(DigitFolder digits, string output)
    {
        using var stop = new CancellationTokenSource();
        return CommandRun.Of(
            new StoppingWriter(stop, "epoch 2/"), stop.Token, "train", "LeNet", "--data", digits.Path, "--epochs", "1000000", "--out", output);
    }

    /// <summary>Asks to stop when a text is written.</summary>
    private sealed class StoppingWriter(CancellationTokenSource stop, string sign) : StringWriter(new StringBuilder())
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(sign, StringComparison.Ordinal) == true) stop.Cancel();
        }
    }
}
