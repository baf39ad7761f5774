namespace NetArch.Samples.Tests.Training;

/// <summary>What is wrong with the world rather than with the command line: one message, exit code 1, nothing half-written.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly DigitFolder digits = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        digits.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Data_that_is_not_there() => Refused("is not a folder", data: folder.File("nowhere"));

    [Fact]
    public void Data_from_an_empty_folder() => Refused("holds neither train-images-idx3-ubyte nor", data: folder.Path);

    [Fact]
    public void Images_cut_short()
    {
        Resize(digits.Images, -1);
        Refused("It is cut short");
    }

    [Fact]
    public void Images_with_something_behind_them()
    {
        Resize(digits.Images, 1);
        Refused("holds more data than");
    }

    [Fact]
    public void An_empty_file()
    {
        File.WriteAllBytes(digits.Images, []);
        Refused("It is empty or cut short");
    }

    [Fact]
    public void Images_that_are_labels()
    {
        File.Copy(digits.Labels, digits.Images, overwrite: true);
        Refused("begins with 0x00000801");
    }

    [Fact]
    public void A_label_out_of_range()
    {
        Change(digits.Labels, -1, _ => 10);
        Refused("label 599 is 10; digits are 0 to 9");
    }

    [Fact]
    public void A_count_that_no_file_could_hold()
    {
        Change(digits.Images, 4, _ => 0x7F);
        Refused("the file cannot hold that");
    }

    [Fact]
    public void An_output_folder_below_a_file()
    {
        File.WriteAllText(folder.File("file"), "");
        CommandRun run = CommandRun.Of("train", "LeNet", "--data", digits.Path, "--out", folder.File("file/out"));

        run.ShouldFail(1, "cannot be made");
        run.Output.ShouldBeEmpty();
        folder.Content.ShouldBe(["file"]);
    }

    [Fact]
    public void An_output_folder_where_the_file_is_a_folder()
    {
        Directory.CreateDirectory(folder.File("LeNet.safetensors"));
        CommandRun run = CommandRun.Of("train", "LeNet", "--data", digits.Path, "--out", folder.Path);

        run.ShouldFail(1, "it is a folder");
        run.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("train LeNet")]
    [InlineData("bench LeNet")]
    public void A_report_that_cannot_be_written_is_refused_before_the_work(string command)
    {
        CommandRun run = CommandRun.Of([.. command.Split(' '), "--json", folder.File("nowhere/report.json")]);

        run.ShouldFail(1, "there is no folder");
        run.Output.ShouldBeEmpty();
    }

    private void Refused(string message, string? data = null)
    {
        CommandRun.Of("train", "LeNet", "--data", data ?? digits.Path, "--out", folder.File("out")).ShouldFail(1, message);
        folder.Content.ShouldBeEmpty();
    }

    private static void Resize(string path, int by)
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength(file.Length + by);
    }

    private static void Change(string path, int place, Func<byte, byte> change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int index = place < 0 ? bytes.Length + place : place;
        bytes[index] = change(bytes[index]);
        File.WriteAllBytes(path, bytes);
    }
}
