using System.Collections.Generic;
using System.Linq;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

internal static class ConvolutionWeightGradientEmitter
{
    private const int Lanes = VectorTarget.Lanes;

    public static void Emit(CodeWriter writer, ConvolutionWeightGradient kernel)
    {
        ConvolutionGeometry g = kernel.Tile;
        writer.Lines(Invariant($"""
            /// <summary>dw[f, c, ky, kx] += sum over oy, ox of dz[f, oy, ox] x[c, iy, ix]{(kernel.IsWide ? ", lane by lane" : ", summed across the lanes")}; output rows from..to, dz from the first of them on.</summary>
            /// <remarks>Register tile: {kernel.Tile.Filters} filters x {kernel.Tile.Channels} channels x {g.Kernel.Width} taps. Filters of dz lie plane floats apart.</remarks>
            """));
        using (writer.Block(Invariant($"public static void {kernel.MethodName}(float* x, float* dz, float* dw, int groups, int channels, int filters, int from, int to, nint plane)")))
        using (writer.Block("for (int group = 0; group < groups; group++)"))
        using (writer.Block(Invariant($"for (int f = group * filters; f < (group + 1) * filters; f += {g.Filters})")))
        using (writer.Block(Invariant($"for (int c = 0; c < channels; c += {g.Channels})")))
        using (writer.Block(Invariant($"for (int ky = 0; ky < {g.Kernel.Height}; ky++)")))
            EmitKernelRow(writer, kernel);
    }

    private static void EmitKernelRow(CodeWriter writer, ConvolutionWeightGradient kernel)
    {
        ConvolutionGeometry g = kernel.Tile;
        int scale = kernel.IsWide ? Lanes : 1;
        writer.Line(Invariant($"float* target = dw + (((nint)f * channels + c) * {g.Kernel.Height} + ky) * {g.Kernel.Width * scale};"));
        if (g.Filters > 1) writer.Line(Invariant($"nint filter = (nint)channels * {g.Kernel.Count * scale};"));
        foreach ((string name, string offset) in Accumulators(kernel))
            writer.Line(kernel.IsWide ? Invariant($"V {name} = *(V*)(target + {offset});") : $"V {name} = V.Zero;");
        EmitRowRange(writer, g);
        using (writer.Block("for (int oy = first; oy < last; oy++)"))
        {
            writer.Lines(Invariant($"""
                float* gradients = dz + f * plane + (nint)(oy - from) * {g.OutputWidth * Lanes};
                float* row = x + ((nint)(group * channels + c) * {g.Height} + ({KernelRows.Position("oy", g.Stride.Height, "ky", g.Dilation.Height, g.Padding.Height)})) * {g.Width * Lanes};
                """));
            foreach (ColumnTile tile in ColumnTiles.OfOutputs(g, kernel.ColumnBlock)) EmitTile(writer, kernel, tile);
        }

        foreach ((string name, string offset) in Accumulators(kernel))
        {
            writer.Line(kernel.IsWide
                ? Invariant($"*(V*)(target + {offset}) = {name};")
                : Invariant($"target[{offset}] += Vector512.Sum({name});"));
        }
    }

    /// <summary>The rows among from..to whose tap ky falls on a row of the image.</summary>
    private static void EmitRowRange(CodeWriter writer, ConvolutionGeometry g)
    {
        if (g.Padding.Height == 0)
        {
            writer.Line("int first = from, last = to;");
            return;
        }

        writer.Lines(Invariant($"""
            int above = {g.Padding.Height} - ky * {g.Dilation.Height};
            int first = above <= 0 ? 0 : (above + {g.Stride.Height - 1}) / {g.Stride.Height};
            int last = ({g.Height - 1} + above) / {g.Stride.Height} + 1;
            first = first > from ? first : from;
            last = {g.Height - 1} + above < 0 ? from : last < to ? last : to;
            """));
    }

    private static void EmitTile(CodeWriter writer, ConvolutionWeightGradient kernel, ColumnTile tile)
    {
        if (tile.Taps.Count == 0) return;
        ConvolutionGeometry g = kernel.Tile;
        using (writer.Block(tile.Repeats == 1
            ? ""
            : Invariant($"for (int ox = {tile.First}; ox < {tile.First + tile.Repeats * tile.Columns}; ox += {tile.Columns})")))
        {
            if (tile.Repeats == 1) writer.Line(Invariant($"const int ox = {tile.First};"));
            writer.Line(Invariant($"float* d = gradients + ox * {Lanes};"));
            writer.Line(Invariant($"float* i = row + ({KernelRows.Position("ox", g.Stride.Width, "0", 1, g.Padding.Width)}) * {Lanes};"));
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, kernel.Tile.Filters).Select(f => Invariant($"g{f}"))) + ";");
            var loaded = new HashSet<int>();
            foreach (IGrouping<int, ColumnTap> taps in tile.Taps.GroupBy(tap => tap.Result).OrderBy(taps => taps.Key))
            {
                for (int f = 0; f < kernel.Tile.Filters; f++)
                    writer.Line(Invariant($"g{f} = *(V*)(d + {f} * plane + {taps.Key * Lanes});"));
                for (int c = 0; c < kernel.Tile.Channels; c++)
                {
                    foreach (ColumnTap tap in taps) EmitTap(writer, kernel, tap, c, loaded);
                }
            }
        }
    }

    private static void EmitTap(CodeWriter writer, ConvolutionWeightGradient kernel, ColumnTap tap, int channel, HashSet<int> loaded)
    {
        ConvolutionGeometry g = kernel.Tile;
        if (loaded.Add(channel * 100_000 + tap.Operand))
            writer.Line(Invariant($"V x{channel}_{tap.Operand} = *(V*)(i + {(channel * g.InputPositions + tap.Operand) * Lanes});"));
        for (int f = 0; f < kernel.Tile.Filters; f++)
            writer.Line(Invariant($"a{f}_{channel}_{tap.Tap} = Vector512.FusedMultiplyAdd(g{f}, x{channel}_{tap.Operand}, a{f}_{channel}_{tap.Tap});"));
    }

    /// <summary>The accumulators and, from the tile's first weight, their places: a filter's begin filter floats after the last one's.</summary>
    private static IEnumerable<(string Name, string Offset)> Accumulators(ConvolutionWeightGradient kernel) =>
        from f in Enumerable.Range(0, kernel.Tile.Filters)
        from c in Enumerable.Range(0, kernel.Tile.Channels)
        from tap in Enumerable.Range(0, kernel.Tile.Kernel.Width)
        let own = (c * kernel.Tile.Kernel.Count + tap) * (kernel.IsWide ? Lanes : 1)
        select (Invariant($"a{f}_{c}_{tap}"), f == 0 ? Invariant($"{own}") : Invariant($"{f} * filter + {own}"));
}
