using System.Globalization;

namespace NetArch.Dsl.Model;

/// <summary>What one sample looks like between two layers: an image of channels x height x width, or a vector.</summary>
/// <remarks>A vector has its length in <see cref="Channels"/> and 1 x 1 positions. Every dimension is at least 1, and
/// <see cref="Count"/> is at most <see cref="MaximumCount"/>; the checker refuses anything larger.</remarks>
public sealed record Shape(int Channels, int Height, int Width, bool IsVector)
{
    /// <summary>The largest number of values one sample may have anywhere in a network (2^28: 1 GiB of floats).</summary>
    public const long MaximumCount = 1L << 28;

    public static Shape Image(int channels, int height, int width) => new(channels, height, width, IsVector: false);

    public static Shape Vector(int length) => new(length, 1, 1, IsVector: true);

    public int Positions => Height * Width;

    public int Count => Channels * Height * Width;

    /// <summary>As it is written in a file: <c>6x28x28</c> or <c>120</c>.</summary>
    public override string ToString() => IsVector
        ? Channels.ToString(CultureInfo.InvariantCulture)
        : string.Format(CultureInfo.InvariantCulture, "{0}x{1}x{2}", Channels, Height, Width);
}

/// <summary>A pair of sizes, vertical first.</summary>
public sealed record Extent(int Height, int Width)
{
    public static Extent Square(int size) => new(size, size);

    public int Count => Height * Width;

    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}x{1}", Height, Width);
}

/// <summary>What becomes of a window that does not fit a whole number of times.</summary>
public enum Rounding
{
    /// <summary>It fits, or it is an error.</summary>
    Exact,

    /// <summary>The rest on the right and below is dropped.</summary>
    Floor,

    /// <summary>One more, partial window is added (pooling only).</summary>
    Ceil,
}

/// <summary>How a window walks over an image.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Input positions between neighbouring outputs.</param>
/// <param name="Padding">Zero positions added on each side.</param>
/// <param name="Dilation">Input positions between neighbouring taps.</param>
public sealed record Window(Extent Kernel, Extent Stride, Extent Padding, Extent Dilation, Rounding Rounding);
