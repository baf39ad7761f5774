using System.Text;
using NetArch.Samples.Networks;

namespace NetArch.Samples.Tests.Training;

public sealed class DamagedCheckpointTests : IDisposable
{
    private readonly DigitFolder digits = new();
    private readonly TemporaryFolder folder = new();
    private readonly string weights;

    public DamagedCheckpointTests()
    {
        CommandRun.Of("train", "LeNet", "--data", digits.Path, "--epochs", "1", "--out", folder.Path).ExitCode.ShouldBe(0);
        weights = folder.File("LeNet.safetensors");
    }

    public void Dispose()
    {
        digits.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void A_file_that_is_not_there()
    {
        File.Delete(weights);
        Evaluate().ShouldFail(1, "cannot be read");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(10_000)]
    public void A_file_cut_short(int length)
    {
        using (FileStream file = File.OpenWrite(weights)) file.SetLength(length);
        Evaluate().ShouldFail(1, "cut short");
    }

    [Fact]
    public void A_bit_flipped_in_the_weights()
    {
        byte[] bytes = File.ReadAllBytes(weights);
        bytes[^1000] ^= 1;
        File.WriteAllBytes(weights, bytes);
        Evaluate().ShouldFail(1, "is damaged");
    }

    [Theory]
    [InlineData("input_mean", "jnput_mean")]
    [InlineData("\"batch\":\"128\"", "\"batch\":\"129\"")]
    [InlineData("notes_sha256", "notes_sha257")]
    [InlineData("\"dataset\":\"MNIST\"", "\"dataset\":\"LNIST\"")]
    public void A_bit_flipped_in_the_notes(string from, string to)
    {
        byte[] bytes = File.ReadAllBytes(weights);
        int place = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
        Encoding.UTF8.GetBytes(to).CopyTo(bytes, place);
        File.WriteAllBytes(weights, bytes);
        Evaluate().ShouldFail(1, "its notes on the training do not fit their checksum");
    }

    [Fact]
    public void A_checkpoint_of_another_network() =>
        CommandRun.Of("eval", "DigitsMlp", "--weights", weights, "--data", digits.Path).ShouldFail(1, "It was saved from LeNet");

    [Fact]
    public void A_file_that_another_program_wrote_is_measured_on_plain_inputs_with_a_warning()
    {
        using (LeNet net = LeNet.Load(weights)) net.Save(weights);

        CommandRun run = Evaluate();

        run.ExitCode.ShouldBe(0);
        run.Errors.ShouldStartWith("warning: ");
        run.Errors.ShouldContain("does not say how its inputs were standardised");
    }

    [Fact]
    public void Other_data_than_it_was_trained_on_gets_a_warning()
    {
        CommandRun run = CommandRun.Of("eval", "LeNet", "--weights", weights);

        run.ExitCode.ShouldBe(0);
        run.Errors.ShouldContain("was trained on MNIST; this measures it on DrawnDigits");
    }

    private CommandRun Evaluate() => CommandRun.Of("eval", "LeNet", "--weights", weights, "--data", digits.Path);
}
