using System;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>Register tiles of the GPU's kernels: the one that issues the fewest instructions for its layer.</summary>
internal static class GpuTiling
{
    private const int WidestTile = 8;

    public static GpuConvolution Convolution(ConvolutionGeometry g)
    {
        int filters = g.Filters <= 4 ? 4 : 8;
        int columns = Enumerable.Range(1, Math.Min(WidestTile, GpuTarget.Accumulators / filters))
            .OrderBy(columns => Strips(g.OutputWidth, columns) * ForwardInstructions(g, filters, columns)).ThenBy(columns => columns).First();
        return UnrollingOf(g.Kernel, filters * columns * g.Kernel.Count) is var unrolling && unrolling == Unrolling.Nothing
            ? new(unrolling, Extent.Square(1), Extent.Square(1), Extent.Square(1), filters, columns)
            : new(unrolling, g.Kernel, g.Stride, g.Dilation, filters, columns);
    }

    public static GpuDataGradient DataGradient(ConvolutionGeometry g)
    {
        bool isAny = g.Kernel.Width > GpuTarget.UnrolledRow;
        int channels = g.Channels <= 4 ? 4 : 8, stride = isAny ? 1 : g.Stride.Width;
        GpuDataGradient Tile(int columns) => isAny
            ? new(Unrolling.Nothing, Extent.Square(1), Extent.Square(1), Extent.Square(1), 0, channels, columns)
            : Unrolled(new(Unrolling.Window, g.Kernel, g.Stride, g.Dilation, g.Padding.Width % stride, channels, columns));
        return Enumerable.Range(1, WidestTile).Where(columns => columns % stride == 0 && (columns == stride || channels * columns <= GpuTarget.Accumulators))
            .DefaultIfEmpty(stride).Select(Tile)
            .OrderBy(tile => Strips(g.Width, tile.ColumnTile) * BackwardInstructions(tile)).ThenBy(tile => tile.ColumnTile).First();
    }

    /// <summary>As many sums as a warp has lanes, so that each lane finishes one.</summary>
    public static GpuWeightGradient WeightGradient(ConvolutionGeometry g)
    {
        bool byTap = g.Kernel.Width > GpuTarget.UnrolledRow;
        int taps = byTap ? 1 : g.Kernel.Width, stride = g.Stride.Width, dilation = byTap ? 1 : g.Dilation.Width;
        int block = g.OutputWidth == 1 ? 1 : stride > 1 || dilation > 1 || taps > 5 ? 2 : Math.Min(4, g.OutputWidth);
        return (from filters in new[] { 2, 4, 8 }
                from channels in Enumerable.Range(1, 4)
                where filters * channels * taps <= GpuTarget.Lanes && (channels == 1 || channels <= g.Channels)
                let tile = new GpuWeightGradient(taps, stride, dilation, filters, channels, block)
                orderby (double)Strips(g.Filters, filters) * Strips(g.Channels, channels) * (tile.Sums * block + filters * block + channels * tile.Operands), filters
                select tile).First();
    }

    private static GpuDataGradient Unrolled(GpuDataGradient tile) => tile with { Unrolling = UnrollingOf(tile.Kernel, tile.BodySize) };

    private static Unrolling UnrollingOf(Extent kernel, int multiplyAdds) =>
        kernel.Width > GpuTarget.UnrolledRow ? Unrolling.Nothing
        : kernel.Height > 1 && multiplyAdds > GpuTarget.UnrolledMultiplyAdds ? Unrolling.Row
        : Unrolling.Window;

    private static int Strips(int size, int tile) => (size + tile - 1) / tile;

    /// <summary>Of one kernel row and channel: multiply-adds, loads of x, loads of weights.</summary>
    private static int ForwardInstructions(ConvolutionGeometry g, int filters, int columns) =>
        filters * columns * g.Kernel.Width + (columns - 1) * g.Stride.Width + g.Kernel.Width + filters / 4 * g.Kernel.Width + 2;

    /// <summary>Of one kernel row and four filters.</summary>
    private static int BackwardInstructions(GpuDataGradient tile) =>
        4 * tile.ChannelTile * tile.Taps.Count + 4 * tile.Operands + tile.ChannelTile * tile.Kernel.Width + 2;
}
