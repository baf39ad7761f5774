using NetArch.Dsl.Semantics;
using NetArch.Dsl.Syntax;

namespace NetArch.Generator.Tests.Semantics;

/// <summary>What is offered where.</summary>
public sealed class CompletionTests
{
    private static readonly (string, string) Blocks = ("Blocks.net.arch", "block Pair(units, more = 1) { fc units }\nblock Plain() { relu }");

    private static readonly string[] Elements = [.. LayerForm.All.Select(form => form.Keyword), "residual", "concat"];

    [Theory]
    [InlineData("|", "network block namespace")]
    [InlineData("network N { input 4; fc 3 }\nne|", "network block")]
    [InlineData("network N { input 1x8x8; conv 6 3x3 |; relu }", "stride pad dilation groups nobias floor frozen -> params trainable weights biases running macs")]
    [InlineData("network N { input 1x8x8; conv 6 3x3 stride 2 fl| -> 6x3x3 }", "pad dilation groups nobias floor frozen -> params trainable weights biases running macs")]
    [InlineData("network N {\n input 1x8x8\n maxpool 2x2 floor |\n relu }", "stride pad frozen -> params trainable weights biases running macs")]
    [InlineData("network N { input 4; fc 3 -> 3 |", "params trainable weights biases running macs")]
    [InlineData("network N { input 4; fc 3 -> |", "3 ?")]
    [InlineData("network N { input 4; fc 3 params | }", "15 ?")]
    [InlineData("network N { input 4; F: fc 3 params 1|5; relu }", "15 ?")]
    [InlineData("network N { input 1x8x8; maxpool |", "global")]
    [InlineData("network N { input 1x8x8; residual { relu } |", "frozen shortcut -> params trainable weights biases running macs")]
    [InlineData("network N { input 1x8x8; residual { relu } shortcut |\n fc 3 }", "identity pad project")]
    [InlineData("network N { input 4; fc 3; expect |", "-> params trainable weights biases running macs activations training")]
    [InlineData("network N { input 4; fc 3; expect training <= 2 GiB |", "batch")]
    [InlineData("network N { input 4; Pair(|", "units: more:")]
    [InlineData("network N { input 4; Pair(3, |) }", "more:", "units: more:")]
    [InlineData("network N { input 4; Pair(units: 3, m|) }", "more:")]
    [InlineData("block B(width, count) { fc | }", "width count")]
    [InlineData("block B(width, count) { conv 4 3x3 pad | }", "width count")]
    [InlineData("block B(width, count) { repeat 2 { fc width + | } }", "width count")]
    [InlineData("network N { concat { | } }", "branch")]
    [InlineData("network N { input 4 # fc |", "")]
    [InlineData("network | { input 4 }", "")]
    [InlineData("network N { input 4; foo | }", "")]
    public void A_place_offers_what_may_stand_there(string text, params string[] anyOf)
    {
        Cursor cursor = Cursor.In(text, Blocks);
        string offered = string.Join(' ', cursor.Model.CompletionsAt(cursor.Offset).Select(completion => completion.Label));
        anyOf.ShouldContain(offered);
    }

    [Theory]
    [InlineData("network N {\n    |\n}", "input", "expect", "repeat")]
    [InlineData("network N { input 4; relu; t| }", "input", "expect", "repeat")]
    [InlineData("block B() { | }", "repeat")]
    [InlineData("network N { repeat 2 { relu\n | } }", "repeat")]
    [InlineData("network N { concat { branch { | } } }", "repeat")]
    [InlineData("network N { input 4; Label: | }")]
    public void A_statement_begins_with_a_layer_a_block_or_a_word_of_its_place(string text, params string[] words)
    {
        Cursor cursor = Cursor.In(text, Blocks);
        string[] labels = [.. cursor.Model.CompletionsAt(cursor.Offset).Select(completion => completion.Label).Where(label => label != "B")];
        labels.ShouldBe([.. words, .. Elements, "Pair", "Plain"], ignoreOrder: true);
    }

    [Fact]
    public void A_completion_replaces_the_word_that_is_begun()
    {
        Cursor cursor = Cursor.In("network N { input 4; Pl|an }", Blocks);
        Completion completion = cursor.Model.CompletionsAt(cursor.Offset).Single(completion => completion.Label == "Plain");
        (completion.Kind, completion.Text, completion.Detail).ShouldBe((CompletionKind.Block, "Plain()", "Plain()"));
        cursor.Text.Substring(completion.Replaces.Start, completion.Replaces.Length).ShouldBe("Plan");
    }

    [Fact]
    public void Every_word_of_the_language_has_a_sentence()
    {
        string[] words = [.. LayerForm.All.Select(form => form.Keyword), .. LayerForm.All.SelectMany(form => form.Options).Select(option => option.Name),
            .. NetArch.Dsl.Text.Words.Statements, .. NetArch.Dsl.Text.Words.Counts, .. NetArch.Dsl.Text.Words.Memory, "identity", "project", "frozen", "global", "batch"];
        NetArch.Dsl.Semantics.WordHelp.Known.ShouldBe(words.Distinct(), ignoreOrder: true);
    }
}
