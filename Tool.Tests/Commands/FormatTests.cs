namespace NetArch.Tool.Tests.Commands;

public sealed class FormatTests : IDisposable
{
    private const string Loose = "network A {\r\n\tinput 4 # four\r\nfc   2 ->2\r\n}", Neat = "network B { input 4; fc 2 }\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Files_that_change_are_named_and_a_second_run_changes_nothing()
    {
        folder.Write("A.net.arch", Loose);
        folder.Write("B.net.arch", Neat);

        ToolRun.In(folder, "fmt", ".").ShouldSucceed("A.net.arch\n");

        string formatted = File.ReadAllText(folder.File("A.net.arch"));
        formatted.ShouldContain("# four");
        formatted.ShouldContain("    fc 2");
        File.ReadAllText(folder.File("B.net.arch")).ShouldBe(Neat);
        ToolRun.In(folder, "fmt", ".").ShouldSucceed("");
        ToolRun.In(folder, "check", ".").ShouldSucceed("2 files: no mistakes\n");
        folder.Content.ShouldBe(["A.net.arch", "B.net.arch"]);
    }

    [Fact]
    public void Check_writes_nothing_and_fails_where_a_file_would_change()
    {
        folder.Write("A.net.arch", Loose);
        folder.Write("B.net.arch", Neat);
        string before = File.ReadAllText(folder.File("A.net.arch"));

        ToolRun run = ToolRun.In(folder, "fmt", "--check", "A.net.arch", "B.net.arch");

        (run.ExitCode, run.Output, run.Errors).ShouldBe((1, "A.net.arch\n", ""));
        File.ReadAllText(folder.File("A.net.arch")).ShouldBe(before);
        ToolRun.In(folder, "fmt", "--check", "B.net.arch").ShouldSucceed("");
    }

    [Fact]
    public void All_networks_of_the_samples_have_the_layout() => ToolRun.In(ToolRun.Networks, "fmt", "--check", ".").ShouldSucceed("");

    [Fact]
    public void A_file_whose_braces_do_not_match_is_left_as_it_is_and_the_others_are_formatted()
    {
        folder.Write("A.net.arch", "network A {\n  input 4\n");
        folder.Write("B.net.arch", Loose);

        ToolRun run = ToolRun.In(folder, "fmt", ".");

        run.ShouldFail(1, "A.net.arch is left as it is");
        run.Output.ShouldContain("error ARCH0007");
        run.Output.ShouldContain("\nB.net.arch\n");
        File.ReadAllText(folder.File("A.net.arch")).ShouldBe("network A {\n  input 4\n");
    }

    [Fact]
    public void The_mark_at_the_beginning_and_the_rights_of_a_file_stay_and_a_link_stays_a_link()
    {
        File.WriteAllBytes(folder.File("Real.net.arch"), [0xEF, 0xBB, 0xBF, .. "network  A { input 4; fc 2 }\n"u8]);
        if (OperatingSystem.IsWindows()) return;
        UnixFileMode rights = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(folder.File("Real.net.arch"), rights);
        File.CreateSymbolicLink(folder.File("Link.net.arch"), "Real.net.arch");

        ToolRun.In(folder, "fmt", "Link.net.arch").ShouldSucceed("Link.net.arch\n");

        File.ReadAllBytes(folder.File("Real.net.arch")).ShouldBe([0xEF, 0xBB, 0xBF, .. "network A { input 4; fc 2 }\n"u8]);
        File.GetUnixFileMode(folder.File("Real.net.arch")).ShouldBe(rights);
        new FileInfo(folder.File("Link.net.arch")).LinkTarget.ShouldBe("Real.net.arch");
    }

    [Fact]
    public void A_file_that_may_only_be_read_is_not_written()
    {
        folder.Write("A.net.arch", Loose);
        File.SetAttributes(folder.File("A.net.arch"), FileAttributes.ReadOnly);
        ToolRun.In(folder, "fmt", "A.net.arch").ShouldFail(1, "A.net.arch is not written: it may only be read");
        File.SetAttributes(folder.File("A.net.arch"), FileAttributes.Normal);
    }

    [Fact]
    public void A_binary_file_and_a_missing_one_are_refused_and_left()
    {
        byte[] bytes = [0x7F, 0x45, 0x4C, 0x46, 0, 1, 0xFF, 0xFE];
        File.WriteAllBytes(folder.File("A.net.arch"), bytes);
        ToolRun.In(folder, "fmt", "A.net.arch").ShouldFail(1, "A.net.arch is left as it is");
        File.ReadAllBytes(folder.File("A.net.arch")).ShouldBe(bytes);
        ToolRun.In(folder, "fmt", "None.net.arch").ShouldFail(2, "there is no file None.net.arch");
    }
}
