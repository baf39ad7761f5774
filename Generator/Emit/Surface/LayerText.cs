using System;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Emit.Surface;

/// <summary>A checked layer as one would write it in a <c>.net.arch</c> file: <c>conv 6 5x5 nobias</c>. Defaults are left out.</summary>
internal static class LayerText
{
    public static string Of(Layer layer) => Joined(Words(layer), layer.Frozen ? "frozen" : "");

    private static string Words(Layer layer) => layer switch
    {
        Convolution convolution => OfConvolution(convolution),
        Pooling pooling => OfPooling(pooling),
        FullyConnected full => Joined("fc " + Literals.Of(full.Outputs), full.HasBias ? "" : "nobias"),
        BatchNormalisation norm => Joined("batchnorm", Option("momentum", norm.Momentum, 0.1), Option("eps", norm.Epsilon, 1e-5)),
        LocalResponseNormalisation lrn => Joined(
            "lrn", Option("size", lrn.Size, 5), Option("alpha", lrn.Alpha, 1e-4), Option("beta", lrn.Beta, 0.75), Option("k", lrn.K, 2)),
        Dropout dropout => Joined("dropout " + Literals.Number(dropout.Probability), dropout.ByChannel ? "channels" : ""),
        Activation activation => OfActivation(activation),
        Maxout maxout => "maxout " + Literals.Of(maxout.Pieces),
        Flatten => "flatten",
        Softmax => "softmax",
        Residual residual => "residual, shortcut " + OfShortcut(residual),
        Concatenation concatenation => "concat of " + Literals.Of(concatenation.Branches.Count),
        BlockUse block => block.Block,
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "a layer without a text"),
    };

    private static string OfConvolution(Convolution convolution)
    {
        Window window = convolution.Window;
        return Joined(
            "conv " + Literals.Of(convolution.Filters) + " " + window.Kernel,
            Option("stride", window.Stride, 1), Option("pad", window.Padding, 0), Option("dilation", window.Dilation, 1),
            Option("groups", convolution.Groups, 1), convolution.HasBias ? "" : "nobias", OfRounding(window.Rounding));
    }

    private static string OfPooling(Pooling pooling)
    {
        Window window = pooling.Window;
        string keyword = pooling.Kind switch
        {
            PoolingKind.Maximum => "maxpool",
            PoolingKind.Average => "avgpool",
            _ => throw new ArgumentOutOfRangeException(nameof(pooling), pooling.Kind, "a pooling without a keyword"),
        };
        bool isGlobal = window.Kernel == new Extent(pooling.Input.Height, pooling.Input.Width) && window.Padding == Extent.Square(0);
        if (isGlobal) return keyword + " global";
        return Joined(
            keyword + " " + window.Kernel, window.Stride == window.Kernel ? "" : "stride " + Short(window.Stride),
            Option("pad", window.Padding, 0), OfRounding(window.Rounding));
    }

    private static string OfActivation(Activation activation) => activation.Kind switch
    {
        ActivationKind.Relu => "relu",
        ActivationKind.Relu6 => "relu6",
        ActivationKind.LeakyRelu => Joined("leakyrelu", Option("slope", activation.Parameter, 0.01)),
        ActivationKind.Elu => Joined("elu", Option("alpha", activation.Parameter, 1)),
        ActivationKind.Sigmoid => "sigmoid",
        ActivationKind.Tanh => "tanh",
        ActivationKind.Swish => "swish",
        ActivationKind.Negate => "negate",
        ActivationKind.Complement => "complement",
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation.Kind, "an activation without a keyword"),
    };

    private static string OfShortcut(Residual residual) => residual.Kind switch
    {
        ShortcutKind.Identity => "identity",
        ShortcutKind.Pad => "pad",
        ShortcutKind.Layers => "of " + Literals.Of(residual.Shortcut.Count) + " layers",
        _ => throw new ArgumentOutOfRangeException(nameof(residual), residual.Kind, "a shortcut without a word"),
    };

    private static string OfRounding(Rounding rounding) => rounding switch
    {
        Rounding.Exact => "",
        Rounding.Floor => "floor",
        Rounding.Ceil => "ceil",
        _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, "a rounding without a word"),
    };

    private static string Option(string word, Extent value, int usual) =>
        value == Extent.Square(usual) ? "" : word + " " + Short(value);

    private static string Option(string word, double value, double usual) =>
        value == usual ? "" : word + " " + Literals.Number(value);

    private static string Short(Extent extent) => extent.Height == extent.Width ? Literals.Of(extent.Height) : extent.ToString();

    private static string Joined(params string[] words) => string.Join(" ", words.Where(word => word.Length > 0));
}
