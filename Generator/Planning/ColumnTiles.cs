using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>A multiply-add of one column of a tile: result column and operand column, counted from the tile's own bases, and the tap between them.</summary>
public sealed record ColumnTap(int Result, int Operand, int Tap);

/// <summary>Neighbouring columns whose code is the same, <paramref name="Repeats"/> times side by side.</summary>
/// <param name="First">The first tile's first column.</param>
/// <param name="Columns">Columns of one tile.</param>
/// <param name="Taps">The taps that fall into the image: at its edges some are missing, and no code stands for them.</param>
public sealed record ColumnTile(int First, int Columns, int Repeats, EquatableArray<ColumnTap> Taps);

/// <summary>Cuts a row into tiles and knows for each which taps exist, so that kernels need neither padding nor branches within a row.</summary>
public static class ColumnTiles
{
    /// <summary>Tiles of an output row. Operands are inputs, counted from <c>first output * stride - padding</c>.</summary>
    public static EquatableArray<ColumnTile> OfOutputs(ConvolutionGeometry g, int columns)
    {
        IEnumerable<ColumnTap> Taps(int first, int count) =>
            from tap in Enumerable.Range(0, g.Kernel.Width)
            from column in Enumerable.Range(0, count)
            let operand = column * g.Stride.Width + tap * g.Dilation.Width
            let input = first * g.Stride.Width - g.Padding.Width + operand
            where input >= 0 && input < g.Width
            select new ColumnTap(column, operand, tap);
        return Cut(g.OutputWidth, columns, Taps);
    }

    /// <summary>Tiles of an input row. Operands are outputs, counted from <c>first input / stride</c>; a tile begins at a multiple of the stride.</summary>
    public static EquatableArray<ColumnTile> OfInputs(ConvolutionGeometry g, int columns)
    {
        int reach = (g.Kernel.Width - 1) * g.Dilation.Width;
        IEnumerable<ColumnTap> Taps(int first, int count)
        {
            int from = System.Math.Max(0, (first + g.Padding.Width - reach) / g.Stride.Width - 1);
            int to = System.Math.Min(g.OutputWidth, (first + count + g.Padding.Width) / g.Stride.Width + 1);
            for (int output = from; output < to; output++)
            {
                for (int tap = 0; tap < g.Kernel.Width; tap++)
                {
                    int column = output * g.Stride.Width + tap * g.Dilation.Width - g.Padding.Width - first;
                    if (column >= 0 && column < count) yield return new ColumnTap(column, output - first / g.Stride.Width, tap);
                }
            }
        }

        return Cut(g.Width, columns, Taps);
    }

    private static EquatableArray<ColumnTile> Cut(int width, int columns, System.Func<int, int, IEnumerable<ColumnTap>> taps)
    {
        var tiles = new List<ColumnTile>();
        for (int first = 0; first < width; first += columns)
        {
            int count = System.Math.Min(columns, width - first);
            EquatableArray<ColumnTap> own = taps(first, count).ToEquatableArray();
            ColumnTile? previous = tiles.Count == 0 ? null : tiles[tiles.Count - 1];
            if (previous is not null && previous.Columns == count && previous.Taps.Equals(own))
                tiles[tiles.Count - 1] = previous with { Repeats = previous.Repeats + 1 };
            else
                tiles.Add(new ColumnTile(first, count, 1, own));
        }

        return tiles.ToEquatableArray();
    }
}
