using System.Globalization;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>The numbers that make one convolution's kernels differ from another's.</summary>
/// <param name="Channels">Input channels of one group.</param>
/// <param name="Filters">Filters of one group.</param>
public sealed record ConvolutionGeometry(
    int Groups, int Channels, int Height, int Width, int Filters, int OutputHeight, int OutputWidth,
    Extent Kernel, Extent Stride, Extent Padding, Extent Dilation)
{
    public static ConvolutionGeometry Of(Convolution layer) => new(
        layer.Groups, layer.ChannelsPerGroup, layer.Input.Height, layer.Input.Width,
        layer.Filters / layer.Groups, layer.Output.Height, layer.Output.Width,
        layer.Window.Kernel, layer.Window.Stride, layer.Window.Padding, layer.Window.Dilation);

    /// <summary>Weights of one filter.</summary>
    public int FilterSize => Channels * Kernel.Count;

    public int AllFilters => Groups * Filters;

    public int AllChannels => Groups * Channels;

    public int OutputPositions => OutputHeight * OutputWidth;

    public int InputPositions => Height * Width;

    public long MultiplyAccumulates => (long)AllFilters * FilterSize * OutputPositions;

    /// <summary>A method name's part: what is usual is left out.</summary>
    public string Signature => string.Format(
        CultureInfo.InvariantCulture, "{0}x{1}x{2}_{3}x{4}{5}{6}",
        AllChannels, Height, Width, AllFilters, Kernel, Window, Groups > 1 ? "_g" + Groups.ToString(CultureInfo.InvariantCulture) : "");

    /// <summary>The same without channels and filters.</summary>
    public string ImageSignature => string.Format(CultureInfo.InvariantCulture, "{0}x{1}_{2}{3}", Height, Width, Kernel, Window);

    private string Window
    {
        get
        {
            string text = "";
            if (Stride.Count > 1) text += "_s" + Stride;
            if (Padding.Height + Padding.Width > 0) text += "_p" + Padding;
            if (Dilation.Count > 1) text += "_d" + Dilation;
            if (OutputHeight * Stride.Height < Height - Kernel.Height * Dilation.Height + 2 * Padding.Height) text += "_cut";
            return text;
        }
    }
}

/// <summary>The numbers that make one pooling's kernels differ from another's.</summary>
public sealed record PoolingGeometry(
    PoolingKind Kind, int Channels, int Height, int Width, int OutputHeight, int OutputWidth,
    Extent Kernel, Extent Stride, Extent Padding)
{
    private const int LargestTile = 64;
    private const int LargestUnrolled = 16;

    public static PoolingGeometry Of(Pooling layer) => new(
        layer.Kind, layer.Input.Channels, layer.Input.Height, layer.Input.Width, layer.Output.Height, layer.Output.Width,
        layer.Window.Kernel, layer.Window.Stride, layer.Window.Padding);

    /// <summary>Windows lie side by side and cover everything, so that each input belongs to exactly one; and they are small enough
    /// to be written out value by value.</summary>
    public bool IsTiling => Kernel.Count <= LargestTile && Stride == Kernel && Padding.Height + Padding.Width == 0
        && OutputHeight * Stride.Height == Height && OutputWidth * Stride.Width == Width;

    /// <summary>Whether a pooling by itself is written out value by value.</summary>
    public bool IsUnrolled => IsInside && Kernel.Count <= LargestUnrolled;

    /// <summary>Every window lies wholly inside the image.</summary>
    public bool IsInside => Padding.Height + Padding.Width == 0
        && (OutputHeight - 1) * Stride.Height + Kernel.Height <= Height
        && (OutputWidth - 1) * Stride.Width + Kernel.Width <= Width;

    public string Signature
    {
        get
        {
            string text = string.Format(
                CultureInfo.InvariantCulture, "{0}_{1}x{2}x{3}_{4}", Kind == PoolingKind.Maximum ? "Max" : "Average", Channels, Height, Width, Kernel);
            if (Stride != Kernel) text += "_s" + Stride;
            if (Padding.Height + Padding.Width > 0) text += "_p" + Padding;
            return text + string.Format(CultureInfo.InvariantCulture, "_to{0}x{1}", OutputHeight, OutputWidth);
        }
    }
}
