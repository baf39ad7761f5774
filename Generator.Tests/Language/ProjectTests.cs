using NetArch.Dsl;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Tests.Language;

/// <summary>Several files together.</summary>
public sealed class ProjectTests
{
    private const string User = "network A { input 1x8x8; Step(2); Step(3) }";

    [Fact]
    public void Blocks_of_every_file_are_visible_in_all()
    {
        CheckedFile[] files = Check(("a", User), ("b", "block Step(n) { conv n 2x2 }"));
        files.SelectMany(file => file.Diagnostics).ShouldBeEmpty();
        CheckedNetwork network = files[0].Networks.ShouldHaveSingleItem();
        network.Locations.Select(location => (location.Layer, location.Path)).ShouldBe([("Step1.conv1", "b"), ("Step2.conv1", "b")]);
    }

    [Fact]
    public void An_error_in_a_block_of_another_file_is_reported_there_once_by_the_project()
    {
        CheckedFile[] files = Check(
            ("a", User), ("b", "# blocks\nblock Step(n) { conv n 3x3 stride 2 }"), ("c", "network B { input 1x6x6; Step(2) }"));
        files.SelectMany(file => file.Diagnostics).ShouldBeEmpty();
        files.SelectMany(file => file.Networks).ShouldBeEmpty();
        ArchDiagnostic diagnostic = ArchCompilation.CheckProject(files).ShouldHaveSingleItem();
        diagnostic.ToString().ShouldBe(
            "b(2,17): error ARCH2003: conv 3x3 stride 2 does not fit 8x8: (8 - 3) / 2 + 1 = 3.5; say floor for 3 (first shown by Step1 of A)");
    }

    [Fact]
    public void An_error_that_the_blocks_own_file_shows_is_not_reported_again()
    {
        CheckedFile[] files = Check(("a", User), ("b", "block Step(n) { conv n 3x3 stride 2 }\nnetwork B { input 1x6x6; Step(2) }"));
        files[1].Diagnostics.ShouldHaveSingleItem().Definition.ShouldBe(DiagnosticDefinitions.WindowDoesNotFit);
        ArchCompilation.CheckProject(files).ShouldBeEmpty();
    }

    [Fact]
    public void A_mistake_in_a_block_is_reported_with_the_block_and_stops_the_networks_that_use_it()
    {
        CheckedFile[] files = Check(("a", "network A { input 4; B(3); fc 2 }"), ("b", "block B(n) { fc n; fc m }"));
        files[0].Diagnostics.ShouldBeEmpty();
        files[0].Networks.ShouldBeEmpty();
        files[1].Diagnostics.ShouldHaveSingleItem().Definition.ShouldBe(DiagnosticDefinitions.ParameterUnknown);
    }

    [Fact]
    public void The_uses_of_a_block_that_cannot_be_read_are_not_reported_as_well()
    {
        CheckedFile[] files = Check(("a", User), ("b", "block Step(n, { conv n 2x2 }"));
        files[0].Diagnostics.ShouldBeEmpty();
        files[1].Diagnostics.Count.ShouldBe(1);
    }

    [Fact]
    public void Blocks_of_one_name_are_an_error_in_the_later_file()
    {
        CheckedFile[] files = Check(("b", "block Step(n) { fc n }"), ("a", "block step(n) { fc n }"));
        files[1].Diagnostics.ShouldBeEmpty();
        files[0].Diagnostics.ShouldHaveSingleItem().Message.ShouldStartWith("a block 'step' stands in a already");
    }

    [Fact]
    public void A_cycle_through_two_files_is_reported_once()
    {
        CheckedFile[] files = Check(("a", "block Ping() { Pong() }"), ("b", "block Pong() { Ping() }"), ("c", "network N { input 4; Pong() }"));
        files.SelectMany(file => file.Diagnostics).ShouldHaveSingleItem().Message.ShouldStartWith("block Ping uses itself (Ping uses Pong uses Ping)");
    }

    [Fact]
    public void Networks_of_one_name_in_one_namespace_are_an_error_and_the_first_is_kept()
    {
        const string Text = "namespace N.M\nnetwork Same { input 4; fc 3 }";
        CheckedFile[] files = Check(("x/a", Text), ("y/b", Text.Replace("Same", "SAME", StringComparison.Ordinal)));
        ArchDiagnostic diagnostic = ArchCompilation.CheckProject(files).ShouldHaveSingleItem();
        diagnostic.ToString().ShouldStartWith("y/b(2,9): error ARCH1004: a network 'Same' stands in a already, and names that differ only in case count as one");
        ArchCompilation.DistinctNetworks(files).ShouldHaveSingleItem().Network.Name.ShouldBe("Same");
    }

    [Fact]
    public void Networks_of_one_name_in_several_namespaces_or_folders_are_none()
    {
        const string Text = "network Same { input 4; fc 3 }";
        CheckedFile[] files = Check(("x/a", Text), ("y/a", Text), ("x/c", "namespace N\n" + Text));
        ArchCompilation.CheckProject(files).ShouldBeEmpty();
        ArchCompilation.DistinctNetworks(files).Count.ShouldBe(3);
        ArchCompilation.CheckProject(files, _ => "Root").ShouldHaveSingleItem().Path.ShouldBe("y/a");
        files[2].Networks[0].Network.Namespace.ShouldBe("N");
        files[0].Networks[0].Network.Namespace.ShouldBeNull();
    }

    private static CheckedFile[] Check(params (string Path, string Text)[] texts)
    {
        ArchFile[] files = [.. texts.Select(text => ArchCompilation.Parse(text.Path, text.Text))];
        BlockLibrary blocks = ArchCompilation.CollectBlocks(files);
        return [.. files.Select(file => ArchCompilation.Check(file, blocks))];
    }
}
