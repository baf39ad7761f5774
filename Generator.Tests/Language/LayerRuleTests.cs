using NetArch.Dsl.Model;

namespace NetArch.Generator.Tests.Language;

/// <summary>What each layer makes of its input.</summary>
public sealed class LayerRuleTests
{
    [Theory]
    [InlineData("3x32x32", "conv 6 5x5", "6x28x28", 3 * 25 * 6 + 6)]
    [InlineData("3x32x32", "conv 6 5x5 nobias", "6x28x28", 3 * 25 * 6)]
    [InlineData("3x32x32", "conv 6 5x5 pad 2", "6x32x32", 456)]
    [InlineData("3x32x32", "conv 6 3x5", "6x30x28", 276)]
    [InlineData("3x32x32", "conv 6 3x3 dilation 2", "6x28x28", 168)]
    [InlineData("3x32x32", "conv 6 2x2 stride 2", "6x16x16", 78)]
    [InlineData("3x32x32", "conv 6 2x4 stride 2x4", "6x16x8", 150)]
    [InlineData("3x7x7", "conv 6 3x3 stride 3 floor", "6x2x2", 168)]
    [InlineData("3x7x7", "conv 6 3x3 stride 3 pad 1", "6x3x3", 168)]
    [InlineData("4x8x8", "conv 6 3x3 groups 2", "6x6x6", 2 * 9 * 6 + 6)]
    [InlineData("4x8x8", "conv 4 3x3 groups 4 nobias", "4x6x6", 36)]
    [InlineData("3x224x224", "conv 64 7x7 stride 2 pad 3 floor", "64x112x112", 9472)]
    [InlineData("6x28x28", "maxpool 2x2", "6x14x14", 0)]
    [InlineData("6x28x28", "avgpool 4x4 stride 2", "6x13x13", 0)]
    [InlineData("6x11x11", "maxpool 2x2 floor", "6x5x5", 0)]
    [InlineData("6x11x11", "maxpool 2x2 ceil", "6x6x6", 0)]
    [InlineData("64x112x112", "maxpool 3x3 stride 2 pad 1 floor", "64x56x56", 0)]
    [InlineData("64x112x112", "maxpool 3x3 stride 2 ceil", "64x56x56", 0)]
    [InlineData("64x8x5", "avgpool global", "64x1x1", 0)]
    [InlineData("64x8x5", "maxpool global", "64x1x1", 0)]
    [InlineData("16x5x5", "fc 120", "120", 48_120)]
    [InlineData("400", "fc 120 nobias", "120", 48_000)]
    [InlineData("16x5x5", "batchnorm", "16x5x5", 64)]
    [InlineData("16", "batchnorm momentum 0.01 eps 1e-3", "16", 64)]
    [InlineData("16x5x5", "lrn", "16x5x5", 0)]
    [InlineData("16x5x5", "dropout 0.5 channels", "16x5x5", 0)]
    [InlineData("16x5x5", "maxout 2", "8x5x5", 0)]
    [InlineData("16", "maxout 4", "4", 0)]
    [InlineData("16x5x5", "flatten", "400", 0)]
    [InlineData("16", "flatten", "16", 0)]
    [InlineData("16", "softmax", "16", 0)]
    [InlineData("16x1x1", "softmax", "16x1x1", 0)]
    public void A_layer_has_its_output_and_its_parameters(string input, string statement, string output, long parameters)
    {
        Layer layer = Source.Layers(input, statement).ShouldHaveSingleItem();
        layer.Output.ToString().ShouldBe(output);
        layer.Counts.Parameters.ShouldBe(parameters);
    }

    [Theory]
    [InlineData("relu", ActivationKind.Relu, 0)]
    [InlineData("relu6", ActivationKind.Relu6, 0)]
    [InlineData("leakyrelu", ActivationKind.LeakyRelu, 0.01)]
    [InlineData("leakyrelu slope -0.2", ActivationKind.LeakyRelu, -0.2)]
    [InlineData("elu", ActivationKind.Elu, 1)]
    [InlineData("elu alpha 1_0.5", ActivationKind.Elu, 10.5)]
    [InlineData("sigmoid", ActivationKind.Sigmoid, 0)]
    [InlineData("tanh", ActivationKind.Tanh, 0)]
    [InlineData("swish", ActivationKind.Swish, 0)]
    [InlineData("negate", ActivationKind.Negate, 0)]
    [InlineData("complement", ActivationKind.Complement, 0)]
    public void An_activation_keeps_the_shape(string statement, ActivationKind kind, double parameter)
    {
        Activation activation = Source.Layers("16x5x5", statement).ShouldHaveSingleItem().ShouldBeOfType<Activation>();
        (activation.Kind, activation.Parameter, activation.Output).ShouldBe((kind, parameter, Shape.Image(16, 5, 5)));
    }

    [Fact]
    public void Options_have_the_defaults_of_the_language()
    {
        EquatableArray<Layer> layers = Source.Layers("16x5x5", "batchnorm; lrn; dropout 0.5; conv 4 3x3; maxpool 3x3");
        layers[0].ShouldBeOfType<BatchNormalisation>().ShouldSatisfyAllConditions(layer => layer.Momentum.ShouldBe(0.1), layer => layer.Epsilon.ShouldBe(1e-5));
        var lrn = layers[1].ShouldBeOfType<LocalResponseNormalisation>();
        (lrn.Size, lrn.Alpha, lrn.Beta, lrn.K).ShouldBe((5, 1e-4, 0.75, 2));
        layers[2].ShouldBeOfType<Dropout>().ByChannel.ShouldBeFalse();
        var convolution = layers[3].ShouldBeOfType<Convolution>();
        convolution.Window.ShouldBe(new Window(Extent.Square(3), Extent.Square(1), Extent.Square(0), Extent.Square(1), Rounding.Exact));
        (convolution.Groups, convolution.HasBias).ShouldBe((1, true));
        layers[4].ShouldBeOfType<Pooling>().Window.Stride.ShouldBe(Extent.Square(3));
    }

    [Fact]
    public void Options_of_lrn_may_be_whole_numbers_and_stand_in_any_order()
    {
        var lrn = Source.Layers("16x5x5", "lrn k 1 beta 0.5 alpha 2 size 3").ShouldHaveSingleItem().ShouldBeOfType<LocalResponseNormalisation>();
        (lrn.Size, lrn.Alpha, lrn.Beta, lrn.K).ShouldBe((3, 2, 0.5, 1));
    }

    [Fact]
    public void Ceil_drops_a_window_that_would_start_in_the_padding_behind()
    {
        // (4 + 2 - 2) / 3 + 1 = 2.33: a third window would start at 6 - 1 = 5, beyond the 4 values and their padding of 1 in front.
        Source.Layers("1x4x4", "maxpool 2x2 stride 3 pad 1 ceil").ShouldHaveSingleItem().Output.ShouldBe(Shape.Image(1, 2, 2));
        Source.Layers("1x5x5", "maxpool 2x2 stride 3 pad 1 ceil").ShouldHaveSingleItem().Output.ShouldBe(Shape.Image(1, 3, 3) with { Height = 2, Width = 2 });
    }

    [Fact]
    public void Multiply_accumulates_are_those_of_one_forward_pass()
    {
        Source.Layers("3x32x32", "conv 6 5x5").ShouldHaveSingleItem().Counts.MultiplyAccumulates.ShouldBe(450L * 28 * 28);
        Source.Layers("3x32x32", "fc 10").ShouldHaveSingleItem().Counts.MultiplyAccumulates.ShouldBe(30_720);
    }

    [Fact]
    public void Frozen_marks_a_layer_or_all_that_an_element_holds()
    {
        EquatableArray<Layer> layers = Source.Network("""
            block Two() { fc 3; fc 4 }
            network Test {
                input 4
                fc 4 nobias frozen -> 4
                residual { Two() } frozen
                Two() frozen params 31
                concat { branch { fc 4 } } frozen
                fc 4
            }
            """).Layers;
        layers.Leaves().Select(layer => layer.Frozen).ShouldBe([true, true, true, true, true, true, false]);
        layers.Select(layer => layer.Frozen).ShouldBe([true, true, true, true, false]);
    }
}
