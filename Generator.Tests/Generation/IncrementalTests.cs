using NetArch.Generator.Pipeline;

namespace NetArch.Generator.Tests.Generation;

/// <summary>What an edit runs again, proved by the steps that Roslyn tracks.</summary>
public class IncrementalTests
{
    private static GeneratorRun FirstRun() => GeneratorRun.Of(("Tiny.net.arch", NetworkTexts.Tiny), ("Other.net.arch", NetworkTexts.Other));

    [Fact]
    public void The_first_run_emits_for_each_network_its_class_its_program_and_its_kernels()
    {
        GeneratorRun first = FirstRun();
        first.FilesEmitted.ShouldBe(4);
        first.Diagnostics.ShouldBeEmpty();
        first.Hints.ShouldBe(
            ["Project.Other.Cpu.g.cs", "Project.Other.Kernels.Cpu.g.cs", "Project.Other.g.cs", "Project.Tiny.Cpu.g.cs", "Project.Tiny.Kernels.Cpu.g.cs", "Project.Tiny.g.cs"],
            ignoreOrder: true);
    }

    [Fact]
    public void A_comment_is_parsed_and_checked_and_emits_nothing()
    {
        GeneratorRun edited = FirstRun().Edit("Tiny.net.arch", "# A comment that moves every line.\n\n" + NetworkTexts.Tiny);
        edited.Changed(Steps.CheckFile).ShouldBe(1);
        edited.Changed(Steps.FindNetwork).ShouldBe(0);
        NothingIsEmitted(edited);
    }

    [Fact]
    public void White_space_emits_nothing()
    {
        GeneratorRun edited = FirstRun().Edit("Tiny.net.arch", NetworkTexts.Tiny.Replace("hidden: fc 8", "\n\n    hidden:    fc   8"));
        edited.Changed(Steps.CheckFile).ShouldBe(1);
        NothingIsEmitted(edited);
    }

    [Fact]
    public void An_edit_of_code_does_not_even_parse()
    {
        GeneratorRun edited = FirstRun().EditCSharp("class Unrelated { int f() => 1; }");
        edited.Ran(Steps.ParseFile).ShouldBe(0);
        edited.Changed(Steps.ReadCompilation).ShouldBe(0);
        NothingIsEmitted(edited);
    }

    [Fact]
    public void A_shape_emits_its_own_network_and_not_the_other()
    {
        GeneratorRun edited = FirstRun().Edit("Tiny.net.arch", NetworkTexts.Tiny.Replace("fc 8", "fc 9"));
        edited.Ran(Steps.ParseFile).ShouldBe(1);
        edited.Changed(Steps.PlanNetwork).ShouldBe(1);
        edited.Changed(Steps.EmitNetwork).ShouldBe(1);
        edited.File("Project.Tiny.g.cs").ShouldContain("hidden: <c>fc 9</c>");
    }

    [Fact]
    public void Another_file_leaves_the_networks_that_were_there_alone()
    {
        GeneratorRun edited = FirstRun().Add("Third.net.arch", NetworkTexts.Other.Replace("Other", "Third"));
        edited.Changed(Steps.ParseFile).ShouldBe(1);
        edited.Changed(Steps.EmitNetwork).ShouldBe(1);
    }

    [Fact]
    public void A_mistake_and_its_mending_emit_each_network_once()
    {
        GeneratorRun first = FirstRun();
        string before = first.File("Project.Other.g.cs");
        GeneratorRun wrong = first.Edit("Tiny.net.arch", NetworkTexts.Tiny.Replace("fc 8", "wrong"));
        wrong.Diagnostics.ShouldHaveSingleItem();
        wrong.Changed(Steps.EmitNetwork).ShouldBe(0);
        GeneratorRun mended = wrong.Edit("Tiny.net.arch", NetworkTexts.Tiny);
        mended.Diagnostics.ShouldBeEmpty();
        mended.Changed(Steps.EmitNetwork).ShouldBe(1);
        mended.File("Project.Other.g.cs").ShouldBe(before);
    }

    [Fact]
    public void A_layer_of_one_among_twenty_networks_runs_that_file_alone()
    {
        GeneratorRun edited = TwentyNetworks.FirstRun().Edit(TwentyNetworks.File(9), TwentyNetworks.Text(9).Replace("Hidden(160)", "Hidden(1000)"));
        EachRan(edited, 1, Steps.ParseFile, Steps.CheckFile, Steps.NameNetworks, Steps.PlanNetwork, Steps.EmitNetwork, Steps.EmitKernels, Steps.JudgePlans);
        edited.FilesEmitted.ShouldBe(2);
    }

    [Fact]
    public void An_unfinished_line_in_one_among_twenty_networks_checks_that_file_alone()
    {
        GeneratorRun edited = TwentyNetworks.FirstRun().Edit(TwentyNetworks.File(4), TwentyNetworks.Text(4).Replace("Hidden(", "Hidd "));
        edited.Diagnostics.ShouldHaveSingleItem();
        EachRan(edited, 1, Steps.ParseFile, Steps.CheckFile, Steps.NameNetworks, Steps.JudgePlans);
        edited.Changed(Steps.PlanNetwork).ShouldBe(0);
        edited.Changed(Steps.EmitNetwork).ShouldBe(0);
        edited.Changed(Steps.EmitKernels).ShouldBe(0);
        // The outline of the one network that has an error now.
        edited.FilesEmitted.ShouldBe(1);
    }

    [Fact]
    public void A_kernel_that_its_network_gives_up_goes_to_the_next_that_uses_it()
    {
        const string Same = "input 40; fc 12; relu; fc 3; softmax";
        GeneratorRun edited = GeneratorRun.Of(("A.net.arch", $"network A {{ {Same} }}"), ("B.net.arch", $"network B {{ {Same} }}"))
            .Edit("A.net.arch", "network A { input 5; fc 2; softmax }");

        edited.Diagnostics.ShouldBeEmpty();
        edited.Hints.ShouldContain("Project.B.Kernels.Cpu.g.cs");
        edited.Output.GetDiagnostics().ShouldBeEmpty();
    }

    [Fact]
    public void A_block_of_another_file_checks_that_file_and_those_that_use_it()
    {
        // Wide, in the same file, uses Hidden too.
        GeneratorRun edited = TwentyNetworks.FirstRun().Edit(TwentyNetworks.Blocks, TwentyNetworks.BlocksText.Replace("relu", "tanh"));
        EachRan(edited, 1, Steps.ParseFile);
        EachRan(edited, 6, Steps.CheckFile);
        EachRan(edited, 5, Steps.NameNetworks, Steps.PlanNetwork, Steps.EmitNetwork, Steps.JudgePlans);
    }

    [Fact]
    public void A_block_that_few_use_leaves_the_users_of_its_neighbours_alone()
    {
        GeneratorRun edited = TwentyNetworks.FirstRun().Edit(TwentyNetworks.Blocks, TwentyNetworks.BlocksText.Replace("2 * units", "3 * units"));
        EachRan(edited, 3, Steps.CheckFile);
        EachRan(edited, 2, Steps.NameNetworks, Steps.PlanNetwork, Steps.EmitNetwork, Steps.JudgePlans);
    }

    private static void EachRan(GeneratorRun run, int times, params string[] steps)
    {
        foreach (string step in steps) run.Ran(step).ShouldBe(times, step);
    }

    private static void NothingIsEmitted(GeneratorRun run)
    {
        run.Ran(Steps.PlanNetwork).ShouldBe(0);
        run.Ran(Steps.EmitNetwork).ShouldBe(0);
        run.Ran(Steps.DivideKernels).ShouldBe(0);
        run.Ran(Steps.EmitKernels).ShouldBe(0);
        run.FilesEmitted.ShouldBe(0);
        run.Hints.ShouldNotBeEmpty();
    }
}
