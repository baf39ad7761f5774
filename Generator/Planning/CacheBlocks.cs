using System;

namespace NetArch.Generator.Planning;

/// <summary>How many rows of an image go through a kernel together, so that what each register tile reads anew stays in a core's
/// second cache in between.</summary>
internal static class CacheBlocks
{
    /// <summary>1 MiB of floats, the second cache of one core.</summary>
    private const long CacheFloats = 1 << 18;

    /// <summary>Positions that a narrow weight gradient sums up at least before it adds across the lanes, which costs about ten times as much.</summary>
    private const int FewestPositions = 96;

    /// <summary>Input rows of a data gradient: every channel tile reads all filters of the output rows that they reach.</summary>
    public static int OfDataGradient(ConvolutionGeometry g)
    {
        long row = (long)g.Filters * g.OutputWidth * VectorTarget.Lanes;
        int halo = ((g.Kernel.Height - 1) * g.Dilation.Height + g.Stride.Height - 1) / g.Stride.Height;
        return row * g.OutputHeight <= 2 * CacheFloats ? g.Height : Clamp((CacheFloats / row - halo) * g.Stride.Height, g.Stride.Height, g.Height);
    }

    /// <summary>Output rows of a weight gradient: every pair of a filter tile and a channel tile reads both images.</summary>
    public static int OfWeightGradient(ConvolutionGeometry g, bool isWide)
    {
        long outputs = (long)g.Filters * g.OutputWidth * VectorTarget.Lanes, inputs = (long)g.Channels * g.Width * VectorTarget.Lanes;
        if (outputs * g.OutputHeight + inputs * g.Height <= 2 * CacheFloats) return g.OutputHeight;
        long rows = CacheFloats / (outputs + inputs * g.Stride.Height);
        return Clamp(rows, isWide ? 1 : (FewestPositions + g.OutputWidth - 1) / g.OutputWidth, g.OutputHeight);
    }

    private static int Clamp(long rows, int fewest, int most) => (int)Math.Min(most, Math.Max(rows, fewest));
}
