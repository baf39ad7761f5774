using NetArch.Dsl.Model;

namespace NetArch.Dsl.Checking;

/// <summary>How large things may get. Every product is taken in an order that cannot overflow.</summary>
internal static class ShapeLimits
{
    /// <summary>Weights of one layer: an index into them is an int.</summary>
    public const long MaximumWeights = int.MaxValue;

    /// <summary>Multiply-accumulates of one layer for one sample: a day of a processor's time.</summary>
    public const long MaximumMultiplyAccumulates = 1L << 48;

    /// <summary>The image, or null where it has more values than a sample may have.</summary>
    public static Shape? Image(long channels, long height, long width)
    {
        if (channels > Shape.MaximumCount || height > Shape.MaximumCount || width > Shape.MaximumCount) return null;
        long plane = height * width;
        if (plane > Shape.MaximumCount || plane * channels > Shape.MaximumCount) return null;
        return Shape.Image((int)channels, (int)height, (int)width);
    }

    /// <summary>The number of weights, or null where it is above <see cref="MaximumWeights"/>.</summary>
    public static long? Weights(long outputs, long inputs, long taps)
    {
        long pairs = outputs * inputs;
        if (pairs > MaximumWeights || pairs * taps > MaximumWeights) return null;
        return pairs * taps;
    }
}
