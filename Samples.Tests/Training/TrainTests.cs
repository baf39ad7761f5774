using System.Text.Json;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Commands;
using NetArch.Samples.Devices;
using NetArch.Samples.Networks;
using NetArch.Samples.Output;
using NetArch.Samples.Tasks;

namespace NetArch.Samples.Tests.Training;

public sealed class TrainTests : IDisposable
{
    private readonly DigitFolder digits = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        digits.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Without_data_LeNet_learns_the_drawn_digits_and_the_program_says_so()
    {
        CommandRun run = CommandRun.Of("train", "LeNet", "--epochs", "3", "--out", folder.Path, "--json", folder.File("report.json"));

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain("data:    DrawnDigits, 20,000 samples to train on, 4,000 to test with");
        run.Output.Split('\n').Where(line => !line.StartsWith("saved to ", StringComparison.Ordinal)).ShouldAllBe(line => line.Length <= 80);
        Report("report.json").GetProperty("testAccuracy").GetDouble().ShouldBeGreaterThan(0.97);
    }

    [Fact]
    public void The_report_has_what_was_asked_for_and_what_came_out()
    {
        Train("LeNet", "--batch", "50", "--epochs", "2", "--seed", "7", "--threads", "2", "--json", folder.File("report.json"));

        JsonElement report = Report("report.json");
        report.EnumerateObject().Select(property => property.Name).ShouldBe(
        [
            "network", "dataset", "epochs", "batch", "seed", "threads", "parameters",
            "trainLoss", "testLoss", "testAccuracy", "imagesPerSecond", "seconds", "device",
        ]);
        report.GetProperty("network").GetString().ShouldBe("LeNet");
        report.GetProperty("dataset").GetString().ShouldBe("MNIST");
        new[] { "epochs", "batch", "seed", "threads", "parameters" }.Select(key => report.GetProperty(key).GetInt64()).ShouldBe([2, 50, 7, 2, 61_684]);
        report.GetProperty("testAccuracy").GetDouble().ShouldBeInRange(0, 1);
        new[] { "trainLoss", "testLoss", "imagesPerSecond", "seconds" }.ShouldAllBe(key => report.GetProperty(key).GetDouble() > 0);
        folder.Content.ShouldBe(["LeNet.safetensors", "report.json"], ignoreOrder: true);
    }

    [Fact]
    public void Eval_measures_what_train_measured()
    {
        Train("DigitsMlp", "--epochs", "2", "--json", folder.File("trained.json"));
        CommandRun run = CommandRun.Of(
            "eval", "DigitsMlp", "--weights", folder.File("DigitsMlp.safetensors"), "--data", digits.Path, "--json", folder.File("measured.json"));

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Errors.ShouldBeEmpty();
        (JsonElement trained, JsonElement measured) = (Report("trained.json"), Report("measured.json"));
        string[] timed = ["imagesPerSecond", "seconds"];
        measured.EnumerateObject().Select(property => property.Name).ShouldBe(trained.EnumerateObject().Select(property => property.Name));
        foreach (JsonProperty property in trained.EnumerateObject().Where(property => !timed.Contains(property.Name)))
            measured.GetProperty(property.Name).GetRawText().ShouldBe(property.Value.GetRawText(), property.Name);
    }

    [Fact]
    public void The_same_seed_gives_the_same_file_on_one_thread_and_on_two()
    {
        Train("DigitsMlp", "--epochs", "2", "--batch", "100", "--threads", "1", "--out", folder.File("one"));
        Train("DigitsMlp", "--epochs", "2", "--batch", "100", "--threads", "2", "--out", folder.File("two"));

        File.ReadAllBytes(folder.File("one/DigitsMlp.safetensors")).ShouldBe(File.ReadAllBytes(folder.File("two/DigitsMlp.safetensors")));
    }

    [Fact]
    public void Inputs_are_standardised_by_the_part_that_is_trained_on()
    {
        Train("DigitsMlp", "--epochs", "1", "--seed", "5", "--validation", "0.5");

        (Dataset<DigitsMlp.Input> all, _) = Mnist.Load<DigitsMlp.Input>(digits.Path);
        Standardisation expected = Standardisation.Of(all.Split(0.5, seed: 5).First);
        expected.ShouldNotBe(Standardisation.Of(all));
        TrainingNotes.Read(folder.File("DigitsMlp.safetensors"), channels: 1)!.Inputs.ShouldBe(expected);
    }

    [Fact]
    public void The_best_epoch_by_validation_is_kept_and_named()
    {
        CommandRun run = Train("LeNet", "--epochs", "3", "--validation", "0.2", "--best");

        run.Output.ShouldContain("on 480 samples, 120 to validate");
        run.Output.ShouldMatch(@"; epoch [1-3] was best in validation");
    }

    [Fact]
    public void Augmentation_is_as_suits_digits_unless_the_command_line_says_otherwise()
    {
        Train("LeNet", "--epochs", "1", "--augment").Output.ShouldContain("augment: shift 2, rotate 10, zoom 0.1, shear 10\n");
        Train("LeNet", "--epochs", "1", "--augment", "--shift", "0", "--rotate", "12.5", "--shear", "0", "--flip", "true")
            .Output.ShouldContain("augment: rotate 12.5, zoom 0.1, flip\n");
    }

    [Fact]
    public void The_same_seed_augments_alike_on_one_thread_and_on_two()
    {
        Train("LeNet", "--epochs", "2", "--batch", "100", "--augment", "--threads", "1", "--out", folder.File("one"));
        Train("LeNet", "--epochs", "2", "--batch", "100", "--augment", "--threads", "2", "--out", folder.File("two"));

        File.ReadAllBytes(folder.File("one/LeNet.safetensors")).ShouldBe(File.ReadAllBytes(folder.File("two/LeNet.safetensors")));
    }

    [Fact]
    public void Without_the_test_the_weights_are_saved_and_no_test_is_shown()
    {
        CommandRun run = Train("LeNet", "--epochs", "1", "--validation", "0.2", "--no-test");

        run.Output.ShouldNotContain("test:");
        folder.Content.ShouldBe(["LeNet.safetensors"]);
    }

    [Theory]
    [InlineData("adam", "constant")]
    [InlineData("adamw", "cosine")]
    [InlineData("sgd", "step")]
    [InlineData("Momentum", "WARMUP")]
    public void Every_optimiser_learns_at_its_own_rate_under_every_schedule(string optimizer, string schedule)
    {
        Train("LeNet", "--optimizer", optimizer, "--schedule", schedule, "--epochs", "8", "--batch", "20", "--json", folder.File("report.json"));

        Report("report.json").GetProperty("testAccuracy").GetDouble().ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void A_rate_that_makes_the_loss_blow_up_ends_in_a_message_and_leaves_nothing()
    {
        CommandRun run = CommandRun.Of(
            "train", "LeNet", "--data", digits.Path, "--optimizer", "sgd", "--rate", "1e38", "--epochs", "20", "--out", folder.File("out"));

        run.ShouldFail(1, "the loss became");
        folder.Content.ShouldBeEmpty();
    }

    [Fact]
    public void A_network_without_data_names_what_would_train_it()
    {
        var sample = new SampleNetwork<LeNet, LeNet.Input, LeNet.Target, LeNet.Output>("", new NoData("ImageNet"));
        var settings = new TrainSettings(null, 1, 1, "adam", null, "cosine", 0, false, null, true, 1, new ComputeSettings(1, null, Precision.Float32), folder.File("out"), null);
        var session = new Session(Terminal.To(new StringWriter(), new StringWriter()), CancellationToken.None);

        Should.Throw<CommandException>(() => sample.Apply(new TrainNetwork(settings, session))).Message.ShouldContain("this network's data (ImageNet) is not here");
        folder.Content.ShouldBeEmpty();
    }

    private CommandRun Train(string network, params string[] options)
    {
        string[] output = options.Contains("--out") ? [] : ["--out", folder.Path];
        CommandRun run = CommandRun.Of(["train", network, "--data", digits.Path, .. output, .. options]);
        run.ExitCode.ShouldBe(0, run.Errors);
        return run;
    }

    private JsonElement Report(string name) => JsonDocument.Parse(File.ReadAllText(folder.File(name))).RootElement;
}
