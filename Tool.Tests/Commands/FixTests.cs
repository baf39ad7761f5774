namespace NetArch.Tool.Tests.Commands;

public sealed class FixTests : IDisposable
{
    private const string Wrong = """
        network A {
            input 1x7x7
            conv 3 3x3 stride 3    -> ?
            fc 84    weights 80 # eighty-four
            fc 3
            expect params ?
        }

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Wrong_numbers_questions_and_a_missing_floor_are_mended_until_nothing_is_left()
    {
        folder.Write("A.net.arch", Wrong);

        ToolRun run = ToolRun.In(folder, "fix", "A.net.arch");

        run.ExitCode.ShouldBe(0, run.Errors + run.Output);
        run.Output.ShouldBe("""
            A.net.arch:3:5: Say floor
            A.net.arch:3:37: Write 3x2x2
            A.net.arch:4:22: Write 1_008
            A.net.arch:6:19: Write 1_377

            """.ReplaceLineEndings("\n"));
        File.ReadAllText(folder.File("A.net.arch")).ShouldBe("""
            network A {
                input 1x7x7
                conv 3 3x3 stride 3 floor    -> 3x2x2
                fc 84    weights 1_008 # eighty-four
                fc 3
                expect params 1_377
            }

            """.ReplaceLineEndings("\n"));
        ToolRun.In(folder, "check", "A.net.arch").ShouldSucceed("1 file: no mistakes\n");
        ToolRun.In(folder, "fix", "A.net.arch").ShouldSucceed("");
        folder.Content.ShouldBe(["A.net.arch"]);
    }

    [Fact]
    public void A_dry_run_says_what_would_be_written_and_writes_nothing()
    {
        folder.Write("A.net.arch", Wrong);
        ToolRun.In(folder, "fix", "--dry-run", "A.net.arch").Output.ShouldStartWith("A.net.arch:3:5: Say floor\n");
        File.ReadAllText(folder.File("A.net.arch")).ShouldBe(Wrong.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Annotate_writes_the_missing_claims_of_every_layer()
    {
        folder.Write("A.net.arch", "network A {\n    input 1x8x8\n    conv 2 3x3\n    relu\n    fc 3 # scores\n}\n");

        ToolRun.In(folder, "fix", "--annotate", "A.net.arch").ExitCode.ShouldBe(0);

        string text = File.ReadAllText(folder.File("A.net.arch"));
        text.ShouldContain("-> 2x6x6");
        text.ShouldContain("weights 216");
        text.ShouldContain("# scores");
        ToolRun.In(folder, "check", "A.net.arch").ShouldSucceed("1 file: no mistakes\n");
        ToolRun.In(folder, "fix", "--annotate", "A.net.arch").ShouldSucceed("");
    }

    [Fact]
    public void What_takes_a_person_is_shown_and_what_does_not_is_mended_all_the_same()
    {
        folder.Write("A.net.arch", "network A {\n    input 4\n    fc 2 -> 3\n    conv 2 3x3\n}\n");

        ToolRun run = ToolRun.In(folder, "fix", "A.net.arch");

        run.ShouldFail(1, "1 error is left, which takes a person");
        run.Output.ShouldContain("error ARCH2001");
        File.ReadAllText(folder.File("A.net.arch")).ShouldContain("fc 2 -> 2");
    }

    [Fact]
    public void Files_that_were_not_given_are_not_written()
    {
        folder.Write("Blocks.net.arch", "block Head(n) { fc n weights 4 }");
        folder.Write("A.net.arch", "network A { input 4; Head(2) }");
        ToolRun.In(folder, "fix", "A.net.arch").ExitCode.ShouldBe(1);
        File.ReadAllText(folder.File("Blocks.net.arch")).ShouldBe("block Head(n) { fc n weights 4 }");
        ToolRun.In(folder, "fix", "A.net.arch", "Blocks.net.arch").ExitCode.ShouldBe(0);
        File.ReadAllText(folder.File("Blocks.net.arch")).ShouldBe("block Head(n) { fc n weights 8 }");
    }
}
