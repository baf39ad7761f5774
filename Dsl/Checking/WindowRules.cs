using System.Collections.Generic;
using NetArch.Dsl.Model;

namespace NetArch.Dsl.Checking;

/// <summary>What comes in where a layer stands, and who the layer is.</summary>
internal sealed record LayerSite(string Name, Shape Input, bool Frozen, ArgumentReader Arguments)
{
    public string Keyword => Arguments.Layer.Keyword.Text;

    public SourceSpan Span => Arguments.Layer.Span;

    /// <summary><c>"F6: "</c> for a layer with a label, else nothing.</summary>
    public string Prefix => Arguments.Layer.Trimmings.Label is { } label ? label.Text + ": " : string.Empty;

    public void Report(DiagnosticDefinition definition, params object[] arguments) => Arguments.Report(definition, Span, arguments);
}

/// <summary>Layers that move a window over an image.</summary>
internal static class WindowRules
{
    public static Func<LayerSite, Layer?> Convolution(ArgumentReader arguments)
    {
        int filters = arguments.Whole(0, "the number of filters of conv", 1, ArgumentReader.MaximumChannels);
        var window = new Window(
            arguments.Extent(arguments.Layer.Operands[1], "the kernel of conv", 1),
            arguments.Extent("stride", Extent.Square(1), 1),
            arguments.Extent("pad", Extent.Square(0), 0),
            arguments.Extent("dilation", Extent.Square(1), 1),
            arguments.Has("floor") ? Rounding.Floor : Rounding.Exact);
        int groups = arguments.Whole("groups", 1, 1, ArgumentReader.MaximumChannels);
        bool hasBias = !arguments.Has("nobias");
        return site =>
        {
            string text = site.Prefix + LayerText.Describe("conv", window, Extent.Square(1));
            if (!IsImage(site) || !GroupsDivide(site, text, groups, filters)) return null;
            if (Output(site, text, window, filters, most: window.Kernel.Height) is not Shape output || !WeightsFit(site, text, window, filters, groups, output)) return null;
            return new Convolution(site.Name, site.Input, output, site.Frozen, window, groups, hasBias);
        };
    }

    public static Func<LayerSite, Layer?> Pooling(ArgumentReader arguments, PoolingKind kind)
    {
        if (arguments.Layer.Operands[0] is Syntax.WordOperand)
        {
            return site => !IsImage(site) ? null : new Pooling(
                site.Name, site.Input, Shape.Image(site.Input.Channels, 1, 1), site.Frozen, kind, Global(site.Input));
        }

        Extent kernel = arguments.Extent(arguments.Layer.Operands[0], $"the window of {arguments.Layer.Keyword.Text}", 1);
        var window = new Window(
            kernel,
            arguments.Extent("stride", kernel, 1),
            arguments.Extent("pad", Extent.Square(0), 0),
            Extent.Square(1),
            arguments.Has("floor") ? Rounding.Floor : arguments.Has("ceil") ? Rounding.Ceil : Rounding.Exact);
        CheckPadding(arguments, window);
        return site =>
        {
            string text = site.Prefix + LayerText.Describe(site.Keyword, window, kernel);
            if (!IsImage(site)) return null;
            return Output(site, text, window, site.Input.Channels, most: Math.Min(kernel.Height, kernel.Width) / 2) is Shape output
                ? new Pooling(site.Name, site.Input, output, site.Frozen, kind, window)
                : null;
        };
    }

    public static bool IsImage(LayerSite site)
    {
        if (!site.Input.IsVector) return true;
        site.Report(DiagnosticDefinitions.ImageNeeded, site.Prefix + site.Keyword, site.Input.Channels);
        return false;
    }

    /// <summary>The window that is the whole image.</summary>
    public static Window Global(Shape image) => new(
        new Extent(image.Height, image.Width), new Extent(image.Height, image.Width), Extent.Square(0), Extent.Square(1), Rounding.Exact);

    /// <summary>PyTorch's rule: with at most half the window as padding, each window holds something of the image.</summary>
    private static void CheckPadding(ArgumentReader arguments, Window window)
    {
        if (arguments.Failed) return;
        Extent most = new(window.Kernel.Height / 2, window.Kernel.Width / 2);
        if (window.Padding.Height <= most.Height && window.Padding.Width <= most.Width) return;
        arguments.Report(
            WindowRemedies.ForPadding(arguments, Short(most)), DiagnosticDefinitions.PaddingTooLarge, arguments.SpanOf("pad"), arguments.Layer.Keyword.Text, Short(window.Padding), window.Kernel, Short(most));
    }

    private static string Short(Extent extent) => extent.Height == extent.Width ? FormattableString.Invariant($"{extent.Height}") : extent.ToString();

    private static bool GroupsDivide(LayerSite site, string text, int groups, int filters)
    {
        bool inputs = site.Input.Channels % groups == 0;
        if (inputs && filters % groups == 0) return true;
        SourceSpan span = site.Arguments.SpanOf("groups");
        int count = inputs ? filters : site.Input.Channels;
        site.Arguments.Report(
            DiagnosticDefinitions.GroupsDoNotDivide, span, text, groups, count, inputs ? "filters" : "channels that come in",
            $"say a number that divides both {Wording.Grouped(site.Input.Channels)} and {Wording.Grouped(filters)}");
        return false;
    }

    /// <param name="most">The largest padding to suggest.</param>
    private static Shape? Output(LayerSite site, string text, Window window, int channels, int most)
    {
        var fit = new WindowFit(site.Input, window);
        string image = new Extent(site.Input.Height, site.Input.Width).ToString();
        if (fit.IsTooLarge)
        {
            site.Arguments.Report(
                WindowRemedies.ForTooLarge(site.Arguments, fit, most), DiagnosticDefinitions.WindowTooLarge, site.Span,
                text, image, fit.Sums(axis => axis.Room < 0), SuggestSmaller(fit, most));
            return null;
        }

        if (!fit.IsWhole && window.Rounding == Rounding.Exact)
        {
            site.Arguments.Report(
                WindowRemedies.ForPartial(site.Arguments, fit, most), DiagnosticDefinitions.WindowDoesNotFit, site.Span,
                text, image, fit.Sums(axis => !axis.IsWhole), SuggestFit(site, fit, most));
            return null;
        }

        Shape? output = ShapeLimits.Image(channels, fit.Vertical.Windows(window.Rounding), fit.Horizontal.Windows(window.Rounding));
        if (output is null)
        {
            string shape = FormattableString.Invariant($"{channels}x{fit.Vertical.Windows(window.Rounding)}x{fit.Horizontal.Windows(window.Rounding)}");
            site.Report(DiagnosticDefinitions.ShapeTooLarge, $"{text} gives {shape}, which", Shape.MaximumCount);
        }

        return output;
    }

    private static string SuggestSmaller(WindowFit fit, int most) => fit.FittingPadding(most) is { } padded
        ? FormattableString.Invariant($"say pad {padded.Padding} for {padded.Result}, or use a smaller window")
        : "use a smaller window, or fewer layers that shrink the image before it";

    private static string SuggestFit(LayerSite site, WindowFit fit, int most)
    {
        var ways = new List<string> { $"floor for {fit.Result(Rounding.Floor)}" };
        if (site.Keyword != "conv") ways.Add($"ceil for {fit.Result(Rounding.Ceil)}");
        if (fit.FittingPadding(most) is { } padded) ways.Add(FormattableString.Invariant($"pad {padded.Padding} for {padded.Result}"));
        return ways.Count == 1 ? ways[0] : $"{string.Join(", ", ways.GetRange(0, ways.Count - 1))}, or {ways[ways.Count - 1]}";
    }

    private static bool WeightsFit(LayerSite site, string text, Window window, int filters, int groups, Shape output)
    {
        long? weights = ShapeLimits.Weights(filters, site.Input.Channels / groups, window.Kernel.Count);
        if (weights is null)
        {
            site.Report(DiagnosticDefinitions.LayerTooLarge, text, ShapeLimits.MaximumWeights, "weights");
            return false;
        }

        if (weights * output.Positions <= ShapeLimits.MaximumMultiplyAccumulates) return true;
        site.Report(DiagnosticDefinitions.LayerTooLarge, text, ShapeLimits.MaximumMultiplyAccumulates, "multiply-accumulates");
        return false;
    }
}
