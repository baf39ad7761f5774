namespace NetArch.Tool.Tests.Commands;

/// <summary>Whatever is given: one clear message, and no file touched.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_command_all_commands_are_named() =>
        ToolRun.In(folder).ShouldFail(2, "a command is missing: check, ");

    [Fact]
    public void A_misspelt_command_gets_a_suggestion() =>
        ToolRun.In(folder, "chekc", "A.net.arch").ShouldFail(2, "did you mean check?");

    [Theory]
    [InlineData("check"), InlineData("summary"), InlineData("plan")]
    public void A_missing_operand_is_named(string command) => ToolRun.In(folder, command).ShouldFail(2, "FILE");

    [Theory]
    [InlineData("check"), InlineData("summary"), InlineData("plan")]
    public void A_file_that_is_not_there_is_a_usage_error(string command) =>
        ToolRun.In(folder, command, "None.net.arch").ShouldFail(2, "there is no file None.net.arch");

    [Fact]
    public void A_folder_without_files_is_a_usage_error() =>
        ToolRun.In(folder, "check", ".").ShouldFail(2, "there is no .net.arch file in the folder . or below it");

    [Fact]
    public void A_file_of_another_kind_is_a_usage_error()
    {
        folder.Write("A.txt", "network A { input 4; fc 2 }");
        ToolRun.In(folder, "check", "A.txt").ShouldFail(2, "A.txt is no .net.arch file");
    }

    [Theory]
    [InlineData("summary"), InlineData("plan")]
    public void A_folder_in_place_of_a_file_is_a_usage_error(string command)
    {
        Directory.CreateDirectory(folder.File("A.net.arch"));
        ToolRun.In(folder, command, "A.net.arch").ShouldFail(2, "A.net.arch is a folder");
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_a_finding()
    {
        // Neither Windows nor root keeps a file from its reader by its mode.
        if (OperatingSystem.IsWindows() || Environment.UserName == "root") return;
        folder.Write("A.net.arch", "network A { input 4; fc 2 }");
        File.SetUnixFileMode(folder.File("A.net.arch"), UnixFileMode.None);
        ToolRun run = ToolRun.In(folder, "check", "A.net.arch");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("error ARCH0003: A.net.arch could not be read: ");
    }

    [Fact]
    public void A_binary_file_is_a_finding()
    {
        File.WriteAllBytes(folder.File("A.net.arch"), [0x7F, 0x45, 0x4C, 0x46, 0, 1, 0xFF, 0xFE]);
        ToolRun run = ToolRun.In(folder, "check", "A.net.arch");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("error ARCH0002: this is not text");
        run.Output.ShouldNotContain("\u007F");
        ToolRun.In(folder, "summary", "A.net.arch").ShouldFail(1, "A.net.arch has mistakes");
    }

    [Fact]
    public void A_file_of_two_megabytes_is_a_finding()
    {
        folder.Write("A.net.arch", "network A { input 4\n" + new string('\n', 2 << 20) + "fc 2 }");
        ToolRun run = ToolRun.In(folder, "check", "A.net.arch");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBe("""
            error ARCH0001: the file has 2,097,178 characters and at most 1,048,576 are read; split it into several files
              --> A.net.arch

            1 file: 1 error

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Formats_that_exclude_each_other_are_a_usage_error()
    {
        folder.Write("A.net.arch", "network A { input 4; fc 2 }");
        ToolRun.In(folder, "check", "A.net.arch", "--json", "--sarif").ShouldFail(2, "--json and --sarif exclude each other");
        ToolRun.In(folder, "check", "A.net.arch", "--out", "log").ShouldFail(2, "--out needs --json or --sarif");
    }

    [Fact]
    public void An_output_that_cannot_be_written_is_a_failure_and_leaves_nothing()
    {
        folder.Write("A.net.arch", "network A { input 4; fc 2 }");
        ToolRun.In(folder, "check", "A.net.arch", "--json", "--out", "none/log").ShouldFail(1, "none/log cannot be written: there is no folder");
        folder.Content.ShouldBe(["A.net.arch"]);
    }
}
