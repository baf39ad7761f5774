namespace NetArch.Samples.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("", "a command is missing: list, summary, train, eval, bench, attack, spread, examples, data, dump")]
    [InlineData("data", "a command is missing: get")]
    [InlineData("trian LeNet", "trian is not understood here; did you mean train?")]
    [InlineData("train", "NETWORK is missing")]
    [InlineData("train LeNt", "there is no network LeNt; did you mean LeNet?")]
    [InlineData("train Unheard", "there is no network Unheard; there are LeNet, DigitsMlp, ")]
    [InlineData("train LeNet more", "more is not understood here")]
    [InlineData("train LeNet --ephocs 3", "--ephocs is not understood here; did you mean --epochs?")]
    [InlineData("train LeNet --rate nan", "--rate nan: it must be a finite number above 0")]
    [InlineData("train LeNet --rate -0.1", "--rate -0.1: it must be a finite number above 0")]
    [InlineData("train LeNet --rate 0", "--rate 0: it must be a finite number above 0")]
    [InlineData("train LeNet --rate infinity", "--rate infinity: it must be a finite number above 0")]
    [InlineData("train LeNet --rate 1e99", "--rate 1e99: it must be a finite number above 0")]
    [InlineData("train LeNet --rate 1e-99", "--rate 1e-99: it must be a finite number above 0")]
    [InlineData("train LeNet --rate 0,002", "--rate 0,002: it must be a finite number above 0")]
    [InlineData("train LeNet --rate", "--rate")]
    [InlineData("train LeNet --epochs 0", "--epochs 0: it must be a whole number from 1 up")]
    [InlineData("train LeNet --epochs -1", "--epochs -1: it must be a whole number from 1 up")]
    [InlineData("train LeNet --epochs 2.5", "--epochs 2.5: it must be a whole number from 1 up")]
    [InlineData("train LeNet --epochs 1 --epochs 2", "--epochs")]
    [InlineData("train LeNet --batch 0", "--batch 0: it must be a whole number from 1 up")]
    [InlineData("train LeNet --batch 99999999999", "--batch 99999999999: it must be a whole number from 1 up")]
    [InlineData("train LeNet --threads 0", "--threads 0: it must be a whole number from 1 to 1024")]
    [InlineData("train LeNet --device tpu", "--device tpu: it must be cpu, gpu, or gpu:1 for the second GPU and so on")]
    [InlineData("bench LeNet --device gpu:x", "--device gpu:x: it must be cpu, gpu, or gpu:1")]
    [InlineData("train LeNet --precision tf32", "--precision tf32 is how a GPU's tensor cores multiply; add --device gpu.")]
    [InlineData("eval LeNet --weights w --precision half", "--precision half: it must be one of float32, tf32")]
    [InlineData("train LeNet --threads -2", "--threads -2: it must be a whole number from 1 to 1024")]
    [InlineData("train LeNet --seed -1", "--seed -1: it must be a whole number from 0 up")]
    [InlineData("train LeNet --validation 1", "--validation 1: it must be at least 0 and less than 1")]
    [InlineData("train LeNet --validation nan --best", "--validation nan: it must be at least 0 and less than 1")]
    [InlineData("train LeNet --best", "--best needs something to choose the epoch by")]
    [InlineData("train LeNet --best --validation 0", "--best needs something to choose the epoch by")]
    [InlineData("train LeNet --optimizer adm", "--optimizer adm: it must be one of adam, adamw, sgd, momentum; did you mean adam?")]
    [InlineData("train LeNet --schedule linear", "--schedule linear: it must be one of constant, cosine, step, warmup")]
    [InlineData("train LeNet --shift 2", "--shift changes nothing without --augment; add it")]
    [InlineData("train LeNet --flip true --best", "--flip changes nothing without --augment; add it")]
    [InlineData("train LeNet --augment --shift -1", "--shift -1: it must be a whole number from 0 up")]
    [InlineData("train LeNet --augment --rotate 181", "--rotate 181: it must be 0 to 180")]
    [InlineData("train LeNet --augment --zoom 1", "--zoom 1: it must be at least 0 and less than 1")]
    [InlineData("train LeNet --augment --shear nan", "--shear nan: it must be at least 0 and less than 90")]
    [InlineData("train LeNet --no-test --json report.json", "--json reports the test; it cannot stand beside --no-test")]
    [InlineData("eval LeNet", "--weights")]
    [InlineData("bench LeNet --batch 2000000000", "--batch 2000000000 takes 7,812,500 MiB for its inputs alone")]
    [InlineData("data get mnits", "there is no data set mnits to download; there are mnist, cifar10, svhn")]
    public void A_wrong_command_line_gets_one_message_and_exit_code_2(string line, string message)
    {
        CommandRun run = CommandRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        run.ShouldFail(2, message);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_path_is_refused() => CommandRun.Of("train", "LeNet", "--out", "").ShouldFail(2, "--out: the path is empty");

    [Fact]
    public void A_batch_larger_than_the_training_data_is_refused()
    {
        using var digits = new DigitFolder();
        CommandRun.Of("train", "LeNet", "--data", digits.Path, "--batch", "601", "--out", digits.Path)
            .ShouldFail(2, "--batch 601 is more than the 600 samples that MNIST has to train on");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("train --help")]
    [InlineData("data get --help")]
    public void Help_is_given_where_it_is_asked_for(string line)
    {
        CommandRun run = CommandRun.Of(line.Split(' '));

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("Usage:");
        run.Errors.ShouldBeEmpty();
    }

    [Fact]
    public void List_shows_every_network_with_its_data()
    {
        string output = CommandRun.Of("list").Output;

        output.ShouldMatch(@"LeNet +1x32x32 +61,684 +417k +MNIST, or DrawnDigits");
        output.ShouldMatch(@"DigitsMlp +1x28x28 +932,362 +931k +MNIST, or DrawnDigits");
        output.ShouldMatch(@"DeepTanh +500 +2,505,000 +2.50M +\(random numbers\)");
        output.Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public void Summary_finds_a_network_however_its_letters_are_cased()
    {
        CommandRun run = CommandRun.Of("summary", "lenet");

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("C3        conv 16 5x5 nobias  16x10x10       2,400");
    }

    [Fact]
    public void A_build_for_the_processor_alone_says_how_to_build_for_a_gpu()
    {
        if (typeof(Devices.ComputeSettings).Assembly.GetReferencedAssemblies().Any(assembly => assembly.Name == "NetArch.Gpu")) return;
        CommandRun.Of("train", "LeNet", "--device", "gpu:1").ShouldFail(
            2, "--device gpu:1: this build runs on the processor alone. For a GPU: dotnet run -c Release -p:Gpu=true --project Samples -- ...");
    }
}
