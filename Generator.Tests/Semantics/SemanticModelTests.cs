using NetArch.Dsl;
using NetArch.Dsl.Fixes;
using NetArch.Dsl.Model;
using NetArch.Dsl.Semantics;

namespace NetArch.Generator.Tests.Semantics;

/// <summary>Symbols, their definitions and uses, what layers come to, renaming.</summary>
public sealed class SemanticModelTests
{
    private static readonly (string, string) Blocks = ("Blocks.net.arch", "# Two layers.\nblock Pair(units, more = 1) {\n    fc units\n    fc units + more\n}\n");

    [Theory]
    [InlineData("network N { input 4; Pa|ir(3) }", "Blocks.net.arch(2,7): Pair")]
    [InlineData("network N { input 4; Pair(3, mo|re: 2) }", "Blocks.net.arch(2,19): more")]
    [InlineData("block B(n) { fc 2 * (|n) }", "Net.net.arch(1,9): n")]
    [InlineData("block B(n, m = n|) { relu }", "Net.net.arch(1,9): n")]
    [InlineData("block B(n) { conv 4 (n|)x(n) }", "Net.net.arch(1,9): n")]
    [InlineData("block B(k) { lrn k k| }", "Net.net.arch(1,9): k")]
    [InlineData("network N { input 4; Lab|el: fc 3 }", "Net.net.arch(1,22): Label")]
    [InlineData("network N { input 4; Pair| }", "Blocks.net.arch(2,7): Pair")]
    [InlineData("network N { input 4; f|c 3 }", null)]
    [InlineData("network N { input 4; Pear|(3) }", null)]
    [InlineData("network N { input| 4; fc 3 }", null)]
    public void A_name_leads_to_its_definition(string text, string? definition)
    {
        Cursor cursor = Cursor.In(text, Blocks);
        Location? found = cursor.Model.DefinitionAt(cursor.Offset);
        (found is null ? null : cursor.Show(found)).ShouldBe(definition);
    }

    [Fact]
    public void A_block_and_its_parameters_are_found_in_every_file()
    {
        Cursor cursor = Cursor.In("network N { input 4; Pa|ir(3); repeat 2 { Pair(units: 3) } }", Blocks, ("Other.net.arch", "block units(units) { fc units; Pair(units) }"));
        cursor.Model.ReferencesAt(cursor.Offset).Select(cursor.Show).ShouldBe(
            ["Blocks.net.arch(2,7): Pair", "Net.net.arch(1,22): Pair", "Net.net.arch(1,42): Pair", "Other.net.arch(1,32): Pair"]);
        cursor.Model.ReferencesAt(cursor.Text.IndexOf("units", StringComparison.Ordinal)).Select(cursor.Show).ShouldBe(
            ["Blocks.net.arch(2,12): units", "Blocks.net.arch(3,8): units", "Blocks.net.arch(4,8): units", "Net.net.arch(1,47): units"]);
    }

    [Fact]
    public void A_statement_knows_what_it_comes_to_and_in_a_block_whose_layer_that_is()
    {
        Cursor cursor = Cursor.In("network N {\n    input 1x8x8\n    conv 4 3|x3\n    repeat 2 {\n        relu\n    }\n    Pair(3)\n    Pair(5)\n}", Blocks);
        LayerInfo layer = cursor.Model.LayerAt(cursor.Offset)!;
        (layer.Place, layer.Input, layer.Output).ShouldBe(("conv1 of N", Shape.Image(1, 8, 8), Shape.Image(4, 6, 6)));
        (layer.Counts!.Weights, layer.Counts.Biases, layer.Counts.MultiplyAccumulates).ShouldBe((36, 4, 36 * 36));
        cursor.Model.LayerAt(cursor.Text.IndexOf("relu", StringComparison.Ordinal))!.Place.ShouldBe("relu1 of N, the first of 2");
        SemanticModel blocks = SemanticModel.Of(cursor.Project, "Blocks.net.arch");
        LayerInfo inner = blocks.LayerAt(cursor.Project.Find("Blocks.net.arch")!.Text.IndexOf("fc units +", StringComparison.Ordinal))!;
        (inner.Place, inner.Output, inner.HasOneOutput, inner.Use).ShouldBe(("Pair1.fc2 of N, the first of 2", Shape.Vector(4), false, "Pair1"));
        cursor.Model.LayerAt(cursor.Text.IndexOf("input", StringComparison.Ordinal)).ShouldBeNull();
    }

    [Fact]
    public void A_layer_behind_one_that_fails_has_what_is_known()
    {
        Cursor cursor = Cursor.In("network N { input 1x8x8; conv 4 3x3 stride 2 -> 4x3x3; r|elu; fc 3 }");
        LayerInfo layer = cursor.Model.LayerAt(cursor.Offset)!;
        (layer.Input, layer.Output).ShouldBe((Shape.Image(4, 3, 3), Shape.Image(4, 3, 3)));
    }

    [Theory]
    [InlineData("network N { input 1x8x8; co|nv 6 5x5 }", "```netarch\nconv FILTERS KxK [stride] [pad] [dilation] [groups] [nobias] [floor]\n```", "`1x8x8 -> 6x4x4`", "150 weights + 6 biases = 156 parameters", "2,400 multiply-accumulates")]
    [InlineData("network N { input 4; Pai|r(3) }", "```netarch\nblock Pair(units, more = 1)\n```", "Two layers.", "**Pair1 of N**", "`4 -> 4`")]
    [InlineData("# Small.\nnetwork N| { input 4; fc 3 }", "```netarch\nnetwork N: 4 -> 3\n```", "15 parameters", "Small.")]
    [InlineData("network N { input 4; fc 3 para|ms 15 }", "All parameters, running statistics included.", "`4 -> 3`")]
    [InlineData("network N { input 4; batchnorm mom|entum 0.5 }", "How much of the running statistics each batch replaces.", "8 scales and shifts + 8 running values = 16 parameters")]
    [InlineData("network N { input 4; fc 3 # co|mment\n }")]
    [InlineData("netw|ork N { input 4; fc 3 }")]
    public void A_word_is_explained(string text, params string[] parts)
    {
        Cursor cursor = Cursor.In(text, Blocks);
        Hover? hover = cursor.Model.HoverAt(cursor.Offset);
        if (parts.Length == 0) hover.ShouldBeNull();
        foreach (string part in parts) hover!.Text.ShouldContain(part);
    }

    [Theory]
    [InlineData("network N { fc| 3 # open to the end")]
    [InlineData("network N { residual { | # open")]
    [InlineData("block B(|")]
    [InlineData("|}")]
    public void A_file_that_is_not_closed_can_be_asked_everything(string text)
    {
        Cursor cursor = Cursor.In(text);
        for (int offset = 0; offset <= cursor.Text.Length; offset++)
        {
            cursor.Model.HoverAt(offset);
            cursor.Model.CompletionsAt(offset);
            cursor.Model.RenameAt(offset, "Other").Edits.ShouldBeEmpty();
        }

        cursor.Model.Outline().Select(item => item.Span.End).ShouldAllBe(end => end <= cursor.Text.Length);
    }

    [Theory]
    [InlineData("network N { input 4; Pa|ir(3) }", "Two", "network N { input 4; Two(3) }")]
    [InlineData("network N { input 4; Pair(un|its: 3) }", "width", "network N { input 4; Pair(width: 3) }")]
    [InlineData("block B(n) { conv (n) (|n)x(n) pad n; fc 2 * (n) }", "m", "block B(m) { conv (m) (m)x(m) pad m; fc 2 * (m) }")]
    [InlineData("network N { input 4; La|bel: fc 3 }", "Other", "network N { input 4; Other: fc 3 }")]
    public void A_renaming_reaches_every_place_and_the_project_is_as_good_as_before(string text, string name, string renamed)
    {
        Cursor cursor = Cursor.In(text, Blocks);
        Renaming renaming = cursor.Model.RenameAt(cursor.Offset, name);
        renaming.Problem.ShouldBeNull();
        ArchProject after = TextEdits.Apply(cursor.Project, renaming.Edits);
        after.Find(Cursor.Path)!.Text.ShouldBe(renamed);
        after.Diagnostics.Select(found => found.Definition.Id).ShouldBe(cursor.Project.Diagnostics.Select(found => found.Definition.Id));
    }

    [Theory]
    [InlineData("network N { input 4; Pa|ir(3) }", "relu", "'relu' is a word of the language")]
    [InlineData("network N { input 4; Pa|ir(3) }", "2x", "'2x' is no name")]
    [InlineData("network N { input 4; Pa|ir(3) }", "Pair", "it is called Pair already")]
    [InlineData("network N { input 4; Pa|ir(3) }\nblock Other() { relu }", "other", "a block 'Pair' stands in Blocks.net.arch already", "a block 'other' stands")]
    [InlineData("network N { input 4; Pair(un|its: 3) }", "more", "block Pair has a parameter 'more' already")]
    [InlineData("network N { input 4; A|: fc 3; B: fc 3 }", "b", "the name 'B' is taken by the label 'b'")]
    [InlineData("network N { input 4; A|: fc 3; B: fc 3 }", "Save", "'Save' is a member of every network's class")]
    [InlineData("network N| { input 4; fc 3 }", "M", "N is a class in C#")]
    [InlineData("network N { input 4; f|c 3 }", "M", "only a block, a block's parameter or a label")]
    public void A_renaming_that_cannot_be_is_refused_with_the_reason(string text, string name, params string[] reasons)
    {
        Cursor cursor = Cursor.In(text, Blocks);
        Renaming renaming = cursor.Model.RenameAt(cursor.Offset, name);
        renaming.Edits.ShouldBeEmpty();
        reasons.ShouldContain(reason => renaming.Problem!.Contains(reason, StringComparison.Ordinal), renaming.Problem);
    }
}
