using NetArch.Dsl.Model;

namespace NetArch.Generator.Tests.Language;

/// <summary>Residuals, concatenations, repeats and blocks.</summary>
public sealed class CompositeTests
{
    [Theory]
    [InlineData("residual { relu }")]
    [InlineData("residual { relu } shortcut identity")]
    [InlineData("residual { relu } shortcut pad")]
    [InlineData("residual { relu } shortcut project")]
    [InlineData("residual { relu } shortcut { }")]
    public void Equal_shapes_make_any_shortcut_the_identity(string statement)
    {
        var residual = Source.Layers("4x8x8", statement).ShouldHaveSingleItem().ShouldBeOfType<Residual>();
        (residual.Kind, residual.Shortcut.Count, residual.ShortcutStride).ShouldBe((ShortcutKind.Identity, 0, Extent.Square(1)));
    }

    [Theory]
    [InlineData("4x8x8", "conv 8 3x3 pad 1", 1)]
    [InlineData("4x8x8", "conv 8 3x3 stride 2 pad 1 floor", 2)]
    [InlineData("4x7x7", "conv 8 3x3 stride 2 pad 1", 2)]
    [InlineData("4x9x8", "conv 8 3x3 stride 3 pad 1 floor", 3)]
    [InlineData("4x8x8", "conv 8 8x8", 8)]
    [InlineData("4x1x8", "conv 8 1x2 stride 1x2", 2)]
    [InlineData("4", "fc 8", 1)]
    public void Pad_finds_the_smallest_stride_that_reaches_the_body(string input, string body, int stride)
    {
        var residual = Source.Layers(input, $"residual {{ {body} }} shortcut pad").ShouldHaveSingleItem().ShouldBeOfType<Residual>();
        (residual.Kind, residual.ShortcutStride, residual.Shortcut.Count).ShouldBe((ShortcutKind.Pad, Extent.Square(stride), 0));
        int Reach(int size) => (size + stride - 1) / stride;
        (residual.Output.Height, residual.Output.Width).ShouldBe((Reach(residual.Input.Height), Reach(residual.Input.Width)));
    }

    [Theory]
    [InlineData("4x8x8", "conv 8 3x3")]
    [InlineData("4x5x5", "conv 8 2x2")]
    [InlineData("4x8x8", "conv 8 2x4 stride 2x4")]
    public void Without_a_stride_that_reaches_the_body_pad_and_project_are_errors(string input, string body)
    {
        foreach (string kind in new[] { "pad", "project" })
        {
            Source.Ids($"network Test {{ input {input}; residual {{ {body} }} shortcut {kind} }}").ShouldBe(["ARCH2009"]);
        }
    }

    [Fact]
    public void Project_is_a_convolution_without_bias_and_a_batch_norm()
    {
        var residual = Source.Layers("4x7x7", "residual { conv 8 3x3 stride 2 pad 1 } shortcut project").ShouldHaveSingleItem().ShouldBeOfType<Residual>();
        residual.Kind.ShouldBe(ShortcutKind.Layers);
        var convolution = residual.Shortcut[0].ShouldBeOfType<Convolution>();
        convolution.Window.ShouldBe(new Window(Extent.Square(1), Extent.Square(2), Extent.Square(0), Extent.Square(1), Rounding.Floor));
        (convolution.HasBias, convolution.Output).ShouldBe((false, Shape.Image(8, 4, 4)));
        residual.Shortcut[1].ShouldBeOfType<BatchNormalisation>().Output.ShouldBe(Shape.Image(8, 4, 4));
        residual.Counts.Weights.ShouldBe(4 * 8 * 9 + 4 * 8);
    }

    [Fact]
    public void Branches_are_joined_by_channel_and_an_empty_one_passes_its_input_on()
    {
        var joined = Source.Layers("4x8x8", "concat { branch { } branch { conv 8 3x3 pad 1 }; branch { maxpool 3x3 stride 1 pad 1 } }")
            .ShouldHaveSingleItem().ShouldBeOfType<Concatenation>();
        joined.Output.ShouldBe(Shape.Image(16, 8, 8));
        joined.Branches.Select(branch => branch.Count).ShouldBe([0, 1, 1]);
    }

    [Fact]
    public void Vectors_are_joined_to_a_vector() => Source.Layers("4", "concat { branch { fc 3 } branch { fc 5 } }")[0].Output.ShouldBe(Shape.Vector(8));

    [Fact]
    public void A_repeats_count_is_an_expression_and_may_be_none() =>
        Source.Network("block B(n) { repeat (n - 1) / 2 { fc n } }\nnetwork Test { input 4; B(5); B(1); fc 3 }").Layers.Leaves()
            .Select(layer => layer.Output.Channels).ShouldBe([5, 5, 3]);

    [Theory]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4", 20)]
    [InlineData("20 - 3 - 4", 13)]
    [InlineData("100 / 10 / 5", 2)]
    [InlineData("-2 + 3", 1)]
    [InlineData("2 * (-1 + 3)", 4)]
    [InlineData("10-1", 9)]
    [InlineData("1_000", 1_000)]
    [InlineData("((7))", 7)]
    public void Expressions_are_worked_as_usual(string expression, int value) => Source.Layers("4", $"fc {expression}->{value}")[0].Output.ShouldBe(Shape.Vector(value));

    [Fact]
    public void Arguments_bind_by_place_or_name_and_defaults_may_use_the_parameters_before_them() =>
        Source.Network("""
            block B(a, b = 2 * a, c = a + b) { fc a; fc b; fc c }
            network Test {
                input 4
                B(1)
                B(1, 5)
                B(1, c: 7)
                B(c: 1,
                  a: 2 * 3)
            }
            """).Layers.Leaves().Select(layer => layer.Output.Channels).ShouldBe([1, 2, 3, 1, 5, 6, 1, 2, 7, 6, 12, 1]);

    [Fact]
    public void A_block_may_be_written_after_its_use_and_use_others() =>
        Source.Network("network Test { input 4; Outer(3) }\nblock Outer(n) { Inner(n + 1); fc n }\nblock Inner(n) { fc n }").Layers.Leaves()
            .Select(layer => layer.Name).ShouldBe(["Outer1.Inner1.fc1", "Outer1.fc1"]);

    [Fact]
    public void Statements_end_at_lines_semicolons_and_braces() =>
        Source.Names("network Test { input 4; fc 3 # a comment ; fc 9\n fc 4;;; fc 5\n\n repeat 1 { relu } tanh; residual { relu } fc 2 }")
            .ShouldBe(["fc1", "fc2", "fc3", "relu1", "tanh1", "relu2", "fc4"]);
}
