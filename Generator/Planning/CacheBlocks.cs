using System;

namespace NetArch.Generator.Planning;

/// <summary>How much of an image goes through a kernel together, so that what each register tile reads anew stays in a core's
/// second cache in between.</summary>
internal static class CacheBlocks
{
    /// <summary>1 MiB of floats, the second cache of one core.</summary>
    private const long CacheFloats = 1 << 18;

    /// <summary>An eighth of it: beside a panel the weights stream through, and planes a power of two apart share few lines.</summary>
    private const long PanelFloats = CacheFloats / 8;

    /// <summary>Pages that a core finds without asking its second table: each channel of a large image is in pages of its own.</summary>
    private const int Pages = 64;

    private const int PageFloats = 1024;

    /// <summary>Positions that a narrow weight gradient sums up at least before it adds across the lanes, which costs about ten times as much.</summary>
    private const int FewestPositions = 96;

    /// <summary>Channels that a column of filter tiles shares while the second cache holds them; 0 where it holds whole rows of them all.</summary>
    public static int OfForward(ConvolutionGeometry g, int columnTile)
    {
        long rows = (long)g.Channels * g.Kernel.Height * g.Width * VectorTarget.Lanes;
        if (rows <= CacheFloats / 2) return 0;
        int columns = (columnTile - 1) * g.Stride.Width + (g.Kernel.Width - 1) * g.Dilation.Width + 1;
        return Evenly(g.Channels, Math.Min(PlanesInPages(g.InputPositions, Pages), PanelFloats / ((long)g.Kernel.Height * columns * VectorTarget.Lanes)));
    }

    /// <summary>Filters that a column of channel tiles shares while the second cache holds their gradients; 0 where it holds them all, or
    /// where weights that it cannot hold would have to come anew for every column.</summary>
    public static int OfDataGradient(ConvolutionGeometry g, int columnTile)
    {
        long gradients = (long)g.Filters * g.OutputPositions * VectorTarget.Lanes, weights = (long)g.Filters * g.FilterSize;
        if (gradients <= (g.Kernel.Count == 1 || weights <= CacheFloats ? 2 : 8) * CacheFloats) return 0;
        int rows = (g.Kernel.Height + g.Stride.Height - 1) / g.Stride.Height;
        int columns = (columnTile + (g.Kernel.Width - 1) * g.Dilation.Width - 1) / g.Stride.Width + 1;
        return Evenly(g.Filters, Math.Min(PlanesInPages(g.OutputPositions, Pages / 2), PanelFloats / ((long)rows * columns * VectorTarget.Lanes)));
    }

    /// <summary>Output rows of a weight gradient: every pair of a filter tile and a channel tile reads both images.</summary>
    public static int OfWeightGradient(ConvolutionGeometry g, bool isWide)
    {
        long outputs = (long)g.Filters * g.OutputWidth * VectorTarget.Lanes, inputs = (long)g.Channels * g.Width * VectorTarget.Lanes;
        if (outputs * g.OutputHeight + inputs * g.Height <= 2 * CacheFloats) return g.OutputHeight;
        long rows = CacheFloats / (outputs + inputs * g.Stride.Height);
        int fewest = isWide ? 1 : (FewestPositions + g.OutputWidth - 1) / g.OutputWidth;
        return (int)Math.Min(g.OutputHeight, Math.Max(rows, fewest));
    }

    private static long PlanesInPages(int positions, int pages) => pages * Math.Max(1, PageFloats / ((long)positions * VectorTarget.Lanes));

    /// <summary>As few blocks as the limit allows, all but the last of one size.</summary>
    private static int Evenly(int number, long limit)
    {
        int blocks = (int)Math.Ceiling(number / (double)Math.Max(1, limit));
        return (number + blocks - 1) / blocks;
    }
}
