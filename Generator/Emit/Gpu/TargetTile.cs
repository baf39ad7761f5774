using System;
using System.Linq;
using NetArch.Generator.Planning.Gpu;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Gpu;

/// <summary>Where a thread's tile of target images lies, and how its results leave: the same forward and backward.</summary>
internal static class TargetTile
{
    private const int Lanes = GpuTarget.Lanes;

    /// <summary>Column tiles and blocks of images come from the grid's x, rows from y, tiles from z.</summary>
    public static void EmitIndices(CodeWriter writer, int imageTile, int columnTile) => writer.Lines(Invariant($"""
        int lane = Group.IdxX;
        int strip = size.ColumnTiles.Divide(Grid.IdxX), block = strip * Group.DimY + Group.IdxY;
        if (block >= size.Blocks) return;
        int group = size.BlocksPerGroup.Divide(block), first = (block - group * size.BlocksPerGroup.Value) * {imageTile};
        int tileColumn = (Grid.IdxX - strip * size.ColumnTiles.Value) * {columnTile};
        long tile = (long)Grid.IdxZ * size.TileStride;
        """));

    /// <param name="row">The name of a row of sums: <c>f</c> in <c>f3c1</c>.</param>
    /// <param name="result">What is stored, of an image of the tile and a column.</param>
    /// <param name="prepare">A statement before each image, or empty; <c>image</c> is its number in the group.</param>
    public static void EmitResults(CodeWriter writer, string row, int images, int columns, Func<int, int, string> result, string prepare)
    {
        int length = (columns - 1) * Lanes + 1;
        writer.Blank();
        KernelWriter.Declare(writer, "bool", Enumerable.Range(0, columns).Select(i => Invariant($"out{i} = tileColumn + {i} < size.TargetWidth")));
        writer.Lines(Invariant($"""
            int to = (((group * size.Targets + first) * size.TargetHeight + Grid.IdxY) * size.TargetWidth + tileColumn) * {Lanes} + lane;
            int targetPlane = size.TargetHeight * size.TargetWidth * {Lanes};
            ArrayView<float> y = target.SubView(tile, target.Length - tile), others = addend.SubView(tile, addend.Length - tile);
            """));
        for (int image = 0; image < images; image++)
        {
            using (writer.Block(Invariant($"if (first + {image} < size.Targets)")))
            {
                writer.Line(Invariant($"int image = first + {image}, place = to + {image} * targetPlane;"));
                if (prepare.Length > 0) writer.Line(prepare);
                using (writer.Block("if (size.HasAddend != 0)"))
                {
                    writer.Line(KernelWriter.View("float", "other", "others", "place", length));
                    for (int column = 0; column < columns; column++)
                        writer.Line(Invariant($"if (out{column}) {row}{image}c{column} += other[{column * Lanes}];"));
                }

                writer.Line(KernelWriter.View("float", "own", "y", "place", length));
                for (int column = 0; column < columns; column++)
                    writer.Line(Invariant($"if (out{column}) own[{column * Lanes}] = {result(image, column)};"));
            }
        }
    }
}
