using NetArch.Dsl.Model;
using NetArch.Generator.Emit.Surface;

namespace NetArch.Generator.Tests.Emit;

/// <summary>Layers as one would write them; what is the default is not said.</summary>
public class LayerTextTests
{
    private static readonly Shape Image = Shape.Image(8, 9, 9);
    private static readonly Shape Vector = Shape.Vector(8);

    [Fact]
    public void A_convolution_says_what_differs_from_the_defaults()
    {
        Of(new Convolution("c", Image, Image, false, Window(3, 1, 0, 1), 1, true)).ShouldBe("conv 8 3x3");
        Of(new Convolution("c", Image, Image, true, Window(3, 2, 1, 2, Rounding.Floor), 4, false))
            .ShouldBe("conv 8 3x3 stride 2 pad 1 dilation 2 groups 4 nobias floor frozen");
        Of(new Convolution("c", Image, Image, false, Window(3, 1, 0, 1) with { Kernel = new Extent(1, 7), Padding = new Extent(0, 3) }, 1, true))
            .ShouldBe("conv 8 1x7 pad 0x3");
    }

    [Fact]
    public void A_pooling_strides_by_its_window_unless_it_says_otherwise()
    {
        Of(new Pooling("p", Image, Image, false, PoolingKind.Average, Window(2, 2, 0, 1))).ShouldBe("avgpool 2x2");
        Of(new Pooling("p", Image, Image, false, PoolingKind.Maximum, Window(3, 2, 1, 1, Rounding.Ceil))).ShouldBe("maxpool 3x3 stride 2 pad 1 ceil");
        Of(new Pooling("p", Image, Image, false, PoolingKind.Average, Window(9, 9, 0, 1))).ShouldBe("avgpool global");
    }

    [Fact]
    public void Layers_with_numbers_print_them_alike_on_every_culture()
    {
        Of(new Dropout("d", Vector, Vector, false, 0.5, ByChannel: true)).ShouldBe("dropout 0.5 channels");
        Of(new BatchNormalisation("b", Vector, Vector, false, 0.1, 1e-5)).ShouldBe("batchnorm");
        Of(new BatchNormalisation("b", Vector, Vector, false, 0.01, 0.001)).ShouldBe("batchnorm momentum 0.01 eps 0.001");
        Of(new LocalResponseNormalisation("l", Image, Image, false, 5, 1e-4, 0.75, 1)).ShouldBe("lrn k 1");
        Of(new Activation("a", Vector, Vector, false, ActivationKind.LeakyRelu, 0.2)).ShouldBe("leakyrelu slope 0.2");
        Of(new Activation("a", Vector, Vector, false, ActivationKind.Elu, 1)).ShouldBe("elu");
        Of(new Maxout("m", Vector, Vector, false, 2)).ShouldBe("maxout 2");
        Of(new FullyConnected("f", Vector, Vector, false, HasBias: false)).ShouldBe("fc 8 nobias");
    }

    [Fact]
    public void Every_layer_of_the_model_has_a_text()
    {
        foreach (ActivationKind kind in Enum.GetValues<ActivationKind>())
            Of(new Activation("a", Vector, Vector, false, kind, 0.5)).ShouldNotBeEmpty();
        EquatableArray<Layer> none = EquatableArray<Layer>.Empty;
        foreach (ShortcutKind kind in Enum.GetValues<ShortcutKind>())
            Of(new Residual("r", Image, Image, false, none, kind, none, Extent.Square(1))).ShouldStartWith("residual");
        Of(new Concatenation("c", Image, Image, false, new([none, none]))).ShouldBe("concat of 2");
        Of(new BlockUse("Basic1", "Basic", Image, Image, false, none)).ShouldBe("Basic");
        Of(new Flatten("f", Image, Vector, false)).ShouldBe("flatten");
        Of(new Softmax("s", Vector, Vector, false)).ShouldBe("softmax");
    }

    private static string Of(Layer layer) => LayerText.Of(layer);

    private static Window Window(int kernel, int stride, int pad, int dilation, Rounding rounding = Rounding.Exact) =>
        new(Extent.Square(kernel), Extent.Square(stride), Extent.Square(pad), Extent.Square(dilation), rounding);
}
