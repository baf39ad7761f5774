using System;
using System.Globalization;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

internal static class ConvolutionForwardEmitter
{
    private const int Lanes = VectorTarget.Lanes;

    public static void Emit(CodeWriter writer, ConvolutionForward kernel)
    {
        ConvolutionGeometry g = kernel.Geometry;
        writer.Lines(Invariant($"""
            /// <summary>y[f, oy, ox] = f(bias[f] + {(kernel.Pool is null ? "addend[f, oy, ox] + " : "")}sum over c, ky, kx of w[f, c, ky, kx] x[c, {KernelRows.Position("oy", g.Stride.Height, "ky", g.Dilation.Height, g.Padding.Height)}, {KernelRows.Position("ox", g.Stride.Width, "kx", g.Dilation.Width, g.Padding.Width)}]){(kernel.Pool is null ? "" : ", then pooled")}.</summary>
            /// <remarks>Register tile: {kernel.FilterTile} filters x {kernel.ColumnTile} columns. {(kernel.Pool is null
                ? "Without an addend it is null, as are sums: for each filter the first y, and the sums of y's difference from it and of its square, lane by lane."
                : "Filters of y lie plane floats apart; after each group of rows y moves on by advance.")}</remarks>
            """));
        string outputs = kernel.Pool is null ? "float* addend, float* y, float* sums" : "float* y, nint plane, nint advance, float* pooled";
        string header = Invariant($"public static void {kernel.MethodName}<TActivation>(float* x, float* w, float* bias, {outputs})");
        using (writer.Block(header + "\n    where TActivation : struct, IActivation"))
        using (writer.Block(Invariant($"for (int row = 0; row < {g.OutputHeight}; row += {kernel.RowsPerGroup}, y += {(kernel.Pool is null ? Invariant($"{g.OutputWidth * Lanes}") : "advance")})")))
        {
            if (kernel.ChannelBlock > 0) EmitByColumns(writer, kernel);
            else EmitByFilters(writer, kernel);
        }
    }

    /// <summary>A filter tile passes over a whole group of rows, which its epilogue then finds in the first cache.</summary>
    private static void EmitByFilters(CodeWriter writer, ConvolutionForward kernel)
    {
        using (EmitFilters(writer, kernel))
        {
            using (EmitRow(writer, kernel))
            {
                writer.Line(Target(kernel));
                KernelRows.EmitRange(writer, kernel.Geometry);
                foreach (ColumnTile tile in ColumnTiles.OfOutputs(kernel.Geometry, kernel.ColumnTile))
                {
                    using (EmitColumns(writer, tile)) EmitTile(writer, kernel, tile);
                }
            }

            EmitEpilogue(writer, kernel);
        }
    }

    /// <summary>For a tile of columns all filters read a block of channels, then the next: sums wait in y meanwhile.</summary>
    private static void EmitByColumns(CodeWriter writer, ConvolutionForward kernel)
    {
        ConvolutionGeometry g = kernel.Geometry;
        using (EmitRow(writer, kernel))
        {
            KernelRows.EmitRange(writer, g);
            foreach (ColumnTile tile in ColumnTiles.OfOutputs(g, kernel.ColumnTile))
            {
                using (EmitColumns(writer, tile))
                using (writer.Block(Invariant($"for (int first = 0; first < {g.Channels}; first += {kernel.ChannelBlock})")))
                using (EmitFilters(writer, kernel))
                {
                    writer.Line(Target(kernel));
                    EmitTile(writer, kernel, tile);
                }
            }
        }

        using (writer.Block(Invariant($"for (int f = 0; f < {g.AllFilters}; f += {kernel.FilterTile})"))) EmitEpilogue(writer, kernel);
    }

    private static IDisposable EmitFilters(CodeWriter writer, ConvolutionForward kernel)
    {
        ConvolutionGeometry g = kernel.Geometry;
        IDisposable block = writer.Block(Invariant($"for (int f = 0; f < {g.AllFilters}; f += {kernel.FilterTile})"));
        writer.Line(g.Groups == 1
            ? "float* image = x;"
            : Invariant($"float* image = x + (nint)(f / {g.Filters}) * {g.Channels * g.InputPositions * Lanes};"));
        return block;
    }

    private static IDisposable EmitRow(CodeWriter writer, ConvolutionForward kernel)
    {
        IDisposable block = writer.Block(Invariant($"for (int r = 0; r < {kernel.RowsPerGroup}; r++)"));
        writer.Line("int oy = row + r;");
        return block;
    }

    private static IDisposable EmitColumns(CodeWriter writer, ColumnTile tile)
    {
        IDisposable block = writer.Block(tile.Repeats == 1
            ? ""
            : Invariant($"for (int ox = {tile.First}; ox < {tile.First + tile.Repeats * tile.Columns}; ox += {tile.Columns})"));
        if (tile.Repeats == 1) writer.Line(Invariant($"const int ox = {tile.First};"));
        return block;
    }

    private static void EmitEpilogue(CodeWriter writer, ConvolutionForward kernel)
    {
        if (kernel.Pool is null)
        {
            ConvolutionEpilogueEmitter.Emit(writer, kernel);
            return;
        }

        EmitActivation(writer, kernel);
        EmitPooling(writer, kernel, kernel.Pool);
    }

    private static string Target(ConvolutionForward kernel) =>
        Invariant($"float* target = y + (nint)f * {Plane(kernel)} + r * {kernel.Geometry.OutputWidth * Lanes};");

    /// <summary>Floats from one filter's results to the next's.</summary>
    private static string Plane(ConvolutionForward kernel) =>
        kernel.Pool is null ? Invariant($"{kernel.Geometry.OutputPositions * Lanes}") : "plane";

    private static void EmitTile(CodeWriter writer, ConvolutionForward kernel, ColumnTile tile)
    {
        ConvolutionGeometry g = kernel.Geometry;
        bool waits = kernel.ChannelBlock > 0 && kernel.ChannelBlock < g.Channels;
        for (int f = 0; f < kernel.FilterTile; f++)
        {
            writer.Line(Invariant($"V a{f}_0 = Vector512.Create<float>(bias[f + {f}])")
                + string.Concat(Enumerable.Range(1, tile.Columns - 1).Select(column => Invariant($", a{f}_{column} = a{f}_0"))) + ";");
        }

        if (waits)
        {
            using (writer.Block("if (first > 0)")) EmitSums(writer, kernel, tile, "{1} = *(V*){0};");
        }

        string row = KernelRows.Position("oy", g.Stride.Height, "kyFrom", g.Dilation.Height, g.Padding.Height);
        string column0 = KernelRows.Position("ox", g.Stride.Width, "0", 1, g.Padding.Width);
        writer.Line(Invariant($"float* weights = w + (nint)f * {g.FilterSize} + kyFrom * {g.Kernel.Width}")
            + (waits ? Invariant($" + first * {g.Kernel.Count};") : ";"));
        writer.Line(Invariant($"float* inputs = image + ((nint)({row}) * {g.Width} + ({column0})) * {Lanes}")
            + (waits ? Invariant($" + (nint)first * {g.InputPositions * Lanes};") : ";"));
        string from = "0", to = Invariant($"{g.Channels}");
        if (waits)
        {
            from = "first";
            to = "last";
            writer.Line(Invariant($"int last = {EndOfBlock(g.Channels, kernel.ChannelBlock)};"));
        }

        using (writer.Block(Invariant($"for (int c = {from}; c < {to}; c++, weights += {g.Kernel.Count}, inputs += {g.InputPositions * Lanes})")))
        {
            writer.Line("float* k = weights;");
            writer.Line("float* i = inputs;");
            using (writer.Block(Invariant($"for (int ky = kyFrom; ky < kyTo; ky++, k += {g.Kernel.Width}, i += {g.Dilation.Height * g.Width * Lanes})")))
                EmitTaps(writer, kernel, tile);
        }

        EmitSums(writer, kernel, tile, "*(V*){0} = {1};");
    }

    /// <summary>Where the block of channels (or filters) that begins at first ends.</summary>
    internal static string EndOfBlock(int all, int block) =>
        all % block == 0 ? Invariant($"first + {block}") : Invariant($"global::System.Math.Min(first + {block}, {all})");

    /// <param name="line">With the place of a sum and its name.</param>
    private static void EmitSums(CodeWriter writer, ConvolutionForward kernel, ColumnTile tile, string line)
    {
        for (int f = 0; f < kernel.FilterTile; f++)
        {
            for (int column = 0; column < tile.Columns; column++)
            {
                string place = Invariant($"(target + {f} * {Plane(kernel)} + (ox + {column}) * {Lanes})");
                writer.Line(string.Format(CultureInfo.InvariantCulture, line, place, Invariant($"a{f}_{column}")));
            }
        }
    }

    /// <summary>One kernel row. An input is loaded just before its first use, and dead after its last: a window slides through the registers.
    /// Of columns that lie in the padding alone there is nothing to add.</summary>
    private static void EmitTaps(CodeWriter writer, ConvolutionForward kernel, ColumnTile tile)
    {
        if (tile.Taps.Count == 0) return;
        ConvolutionGeometry g = kernel.Geometry;
        var loaded = new System.Collections.Generic.HashSet<int>();
        writer.Line("V weight;");
        foreach (IGrouping<int, ColumnTap> taps in tile.Taps.GroupBy(tap => tap.Tap))
        {
            foreach (ColumnTap tap in taps.Where(tap => loaded.Add(tap.Operand)))
                writer.Line(Invariant($"V x{tap.Operand} = *(V*)(i + {tap.Operand * Lanes});"));
            for (int f = 0; f < kernel.FilterTile; f++)
            {
                writer.Line(Invariant($"weight = Vector512.Create<float>(k[{f * g.FilterSize + taps.Key}]);"));
                foreach (ColumnTap tap in taps)
                    writer.Line(Invariant($"a{f}_{tap.Result} = Vector512.FusedMultiplyAdd(weight, x{tap.Operand}, a{f}_{tap.Result});"));
            }
        }
    }

    private static void EmitActivation(CodeWriter writer, ConvolutionForward kernel)
    {
        using (writer.Block(Invariant($"for (int k = 0; k < {kernel.FilterTile} && !TActivation.IsIdentity; k++)")))
        {
            writer.Line("float* values = y + (f + k) * plane;");
            using (writer.Block(Invariant($"for (nint i = 0; i < {kernel.RowsPerGroup * kernel.Geometry.OutputWidth * Lanes}; i += {Lanes})")))
                writer.Line("*(V*)(values + i) = TActivation.Apply(*(V*)(values + i));");
        }
    }

    private static void EmitPooling(CodeWriter writer, ConvolutionForward kernel, PoolingGeometry pool)
    {
        using (writer.Block(Invariant($"for (int k = 0; k < {kernel.FilterTile}; k++)")))
        {
            writer.Line("float* values = y + (f + k) * plane;");
            writer.Line(Invariant($"float* to = pooled + ((nint)(f + k) * {pool.OutputHeight} + row / {pool.Stride.Height}) * {pool.OutputWidth * Lanes};"));
            using (writer.Block(Invariant($"for (int ox = 0; ox < {pool.OutputWidth}; ox++, values += {pool.Stride.Width * Lanes}, to += {Lanes})")))
                PoolForwardEmitter.EmitWindow(writer, pool, "values");
        }
    }
}
