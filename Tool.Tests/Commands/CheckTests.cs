using System.Text.Json;

namespace NetArch.Tool.Tests.Commands;

public sealed class CheckTests : IDisposable
{
    private const string Wrong = """
        network Odd {
            input 1x7x7
            conv 3 3x3 stride 3
            fc 84
        }

        network Even {
            input 4
            Out: fc 2       -> 3    params ?
        }

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_finding_shows_its_line_and_underlines_what_it_speaks_of()
    {
        folder.Write("Wrong.net.arch", Wrong);

        ToolRun run = ToolRun.In(folder, "check", "Wrong.net.arch");

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldBeEmpty();
        run.Output.ShouldBe("""
            error ARCH2003: conv 3x3 stride 3 does not fit 7x7: (7 - 3) / 3 + 1 = 2.33; say floor for 2, or pad 1 for 3
             --> Wrong.net.arch:3:5
              |
            3 |     conv 3 3x3 stride 3
              |     ^^^^^^^^^^^^^^^^^^^

            error ARCH3001: Out: fc 2 over 4 inputs gives 2; the file says 3
             --> Wrong.net.arch:9:24
              |
            9 |     Out: fc 2       -> 3    params ?
              |                        ^

            warning ARCH3008: Out: fc 2 over 4 inputs has 4 * 2 + 2 = 10 parameters; write it in place of the question mark
             --> Wrong.net.arch:9:36
              |
            9 |     Out: fc 2       -> 3    params ?
              |                                    ^

            1 file: 2 errors, 1 warning

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void All_networks_of_the_samples_are_without_mistakes()
    {
        int files = Directory.GetFiles(ToolRun.Networks).Length;
        ToolRun.In(ToolRun.Networks, "check", ".").ShouldSucceed($"{files} files: no mistakes\n");
    }

    [Fact]
    public void A_warning_alone_is_no_failure()
    {
        folder.Write("A.net.arch", "network A { input 4; fc 2 -> ? }");
        ToolRun.In(folder, "check", "A.net.arch").ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Claims_about_memory_are_judged_by_the_plan()
    {
        folder.Write("A.net.arch", "network A { input 4; fc 2; expect training <= 1 KiB batch 32 }");
        ToolRun run = ToolRun.In(folder, "check", "A.net.arch");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("error ARCH3005: A takes ");
    }

    [Fact]
    public void Blocks_are_visible_across_the_files_given_and_taken_from_those_beside_them_where_missing()
    {
        folder.Write("Blocks.net.arch", "block Head(n) { Scores(n); softmax }");
        folder.Write("More.net.arch", "block Scores(n) { fc n }");
        folder.Write("Unused.net.arch", "block Broken( { fc }");
        folder.Write("A.net.arch", "network A { input 4; Head(2) }");

        ToolRun.In(folder, "check", "A.net.arch", "Blocks.net.arch", "More.net.arch").ShouldSucceed("3 files: no mistakes\n");
        ToolRun.In(folder, "check", "A.net.arch").ShouldSucceed("1 file: no mistakes\n");
        ToolRun.In(folder, "check", ".").ExitCode.ShouldBe(1);
    }

    [Fact]
    public void A_mistake_that_shows_in_a_block_of_a_file_beside_is_shown_there()
    {
        folder.Write("Blocks.net.arch", "block Head(n) {\n    conv n 3x3\n}\n");
        folder.Write("A.net.arch", "network A { input 4; Head(2) }");

        ToolRun run = ToolRun.In(folder, "check", "A.net.arch");

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain(" --> Blocks.net.arch:2:5\n");
        run.Output.ShouldContain("2 |     conv n 3x3\n");
    }

    [Fact]
    public void A_folder_means_the_files_below_it_but_for_what_builds_leave_there()
    {
        foreach (string place in new[] { "A", "inner/B", "bin/C", "inner/obj/D", ".git/E" }) folder.Write(place + ".net.arch", $"network {place[^1]} {{ input 4; fc 2 }}");

        ToolRun run = ToolRun.In(folder, "check", ".", "A.net.arch", "--json");

        using JsonDocument report = JsonDocument.Parse(run.Output);
        report.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetString()).ShouldBe(["A.net.arch", Path.Combine("inner", "B.net.arch")]);
    }

    [Fact]
    public void Two_networks_of_one_name_in_a_folder_are_an_error()
    {
        folder.Write("A.net.arch", "network A { input 4; fc 2 }");
        folder.Write("B.net.arch", "network A { input 4; fc 2 }");
        ToolRun.In(folder, "check", "A.net.arch", "B.net.arch").Output.ShouldContain("error ARCH1004: a network 'A' stands in A.net.arch already");
    }

    [Fact]
    public void Tabs_and_very_long_lines_keep_the_mark_below_its_text()
    {
        folder.Write("A.net.arch", "network A {\n\tinput 4; fc 2;" + new string(' ', 500) + "cnov 3" + new string(' ', 500) + "}");

        string[] lines = ToolRun.In(folder, "check", "A.net.arch").Output.Split('\n');

        string source = lines.Single(line => line.StartsWith("2 | ", StringComparison.Ordinal)), mark = lines.Single(line => line.Contains('^'));
        source.Length.ShouldBeLessThan(200);
        source.Substring(mark.IndexOf('^'), mark.Count(character => character == '^')).ShouldBe("cnov");
    }
}
