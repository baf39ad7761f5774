using System.Globalization;
using NetArch.Dsl.Model;

namespace NetArch.Dsl.Checking;

/// <summary>Layers as messages speak of them.</summary>
internal static class LayerText
{
    /// <summary><c>conv 3x3 stride 3</c>: the window alone, as errors about it say.</summary>
    public static string Describe(string keyword, Window window, Extent usualStride)
    {
        string text = $"{keyword} {window.Kernel}";
        if (window.Stride != usualStride) text += $" stride {Text(window.Stride)}";
        if (window.Padding != Extent.Square(0)) text += $" pad {Text(window.Padding)}";
        if (window.Dilation != Extent.Square(1)) text += $" dilation {Text(window.Dilation)}";
        return text;
    }

    /// <summary>The layer with what it works on: <c>fc 84 over 120 inputs</c>.</summary>
    public static string Describe(string keyword, Layer layer) => layer switch
    {
        Convolution convolution => string.Format(
            CultureInfo.InvariantCulture, "conv {0} {1} over {2}", convolution.Filters, convolution.Window.Kernel, Channels(convolution)),
        FullyConnected connected => string.Format(CultureInfo.InvariantCulture, "fc {0} over {1} inputs", connected.Outputs, connected.Inputs),
        Pooling pooling when pooling.Output.Positions == 1 && pooling.Window == WindowRules.Global(pooling.Input) => $"{keyword} global over {pooling.Input}",
        Pooling pooling => $"{Describe(keyword, pooling.Window, pooling.Window.Kernel)} over {pooling.Input}",
        _ => $"{keyword} over {layer.Input}",
    };

    /// <summary>A count of one layer with the product it comes from: <c>120 * 84 = 10,080</c>.</summary>
    public static string Derive(Layer layer, CountKind kind)
    {
        string value = Wording.Grouped(kind.Of(layer.Counts));
        string? sum = (layer, kind.Word) switch
        {
            (Convolution or FullyConnected, "weights") => Weights(layer),
            (Convolution or FullyConnected, "params" or "trainable") => layer.Counts.Biases > 0
                ? FormattableString.Invariant($"{Weights(layer)} + {layer.Counts.Biases}")
                : Weights(layer),
            (Convolution, "macs") => FormattableString.Invariant($"{Weights(layer)} * {layer.Output.Height} * {layer.Output.Width}"),
            (FullyConnected, "macs") => Weights(layer),
            (BatchNormalisation, "params") => FormattableString.Invariant($"4 * {layer.Input.Channels}"),
            (BatchNormalisation, "trainable" or "running") => FormattableString.Invariant($"2 * {layer.Input.Channels}"),
            _ => null,
        };
        return sum is null ? value : $"{sum} = {value}";
    }

    /// <summary>How a window's layer comes by its output: <c>, as (32 - 5) / 1 + 1 = 28</c>; nothing for other layers.</summary>
    public static string DeriveOutput(Layer? layer)
    {
        Window? window = layer switch
        {
            Convolution convolution => convolution.Window,
            Pooling pooling => pooling.Window,
            _ => null,
        };
        if (window is null) return string.Empty;
        var fit = new WindowFit(layer!.Input, window);
        string rounding = fit.IsWhole ? string.Empty : $" with {window.Rounding.ToString().ToLowerInvariant()}";
        return $", as {fit.Sums(_ => true)}{rounding}";
    }

    private static string Weights(Layer layer) => layer switch
    {
        Convolution convolution => FormattableString.Invariant(
            $"{convolution.Window.Kernel.Height} * {convolution.Window.Kernel.Width} * {convolution.ChannelsPerGroup} * {convolution.Filters}"),
        FullyConnected connected => FormattableString.Invariant($"{connected.Inputs} * {connected.Outputs}"),
        _ => string.Empty,
    };

    private static string Channels(Convolution convolution)
    {
        string channels = convolution.Input.Channels == 1 ? "1 channel" : FormattableString.Invariant($"{convolution.Input.Channels} channels");
        return convolution.Groups == 1 ? channels : FormattableString.Invariant($"{channels} in {convolution.Groups} groups");
    }

    private static string Text(Extent extent) =>
        extent.Height == extent.Width ? extent.Height.ToString(CultureInfo.InvariantCulture) : extent.ToString();
}
