namespace NetArch.Samples.Tests.Training;

/// <summary>Networks for photographs, trained on a few that the tests draw.</summary>
public sealed class PhotographTests : IDisposable
{
    private const int Image = 3 * 32 * 32;
    private readonly TemporaryFolder folder = new();

    public PhotographTests()
    {
        for (int batch = 1; batch <= 5; batch++) Write($"data_batch_{batch}.bin", batch, images: 8);
        Write("test_batch.bin", 6, images: 20);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("CifarCnn")]
    [InlineData("ResNet20")]
    public void A_network_trains_on_CIFAR_10_with_augmentation(string network)
    {
        CommandRun run = CommandRun.Of(
            "train", network, "--data", folder.Path, "--augment", "--rotate", "15", "--epochs", "2", "--batch", "16", "--validation", "0.2", "--best", "--out", folder.File("out"));

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("data:    CIFAR-10, 40 samples to train on, 20 to test with");
        run.Output.ShouldContain("augment: shift 4, rotate 15, flip");
        run.Output.ShouldContain("over 20 samples");
        run.Output.ShouldContain("automobile");
    }

    [Fact]
    public void A_network_whose_photographs_are_not_here_names_the_command_that_brings_them() => CommandRun.Of(
        "train", "HouseNumbers", "--out", folder.File("out")).ShouldFail(1, "SVHN is not on this machine. `data get svhn` brings it (235 MiB)");

    [Fact]
    public void A_folder_without_the_files_is_named()
    {
        File.Delete(folder.File("data_batch_4.bin"));
        CommandRun.Of("train", "ResNet20", "--data", folder.Path, "--out", folder.File("out")).ShouldFail(1, "holds no data_batch_4.bin");
        CommandRun.Of("train", "HouseNumbers", "--data", folder.Path, "--out", folder.File("out")).ShouldFail(1, "holds no train_32x32.mat");
    }

    private void Write(string name, int seed, int images)
    {
        var random = new Random(seed);
        var content = new byte[images * (Image + 1)];
        random.NextBytes(content);
        for (int i = 0; i < images; i++) content[i * (Image + 1)] = (byte)(i % 10);
        File.WriteAllBytes(folder.File(name), content);
    }
}
