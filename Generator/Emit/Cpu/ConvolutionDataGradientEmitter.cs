using System;
using System.Globalization;
using System.Linq;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

internal static class ConvolutionDataGradientEmitter
{
    private const int Lanes = VectorTarget.Lanes;

    public static void Emit(CodeWriter writer, ConvolutionDataGradient kernel)
    {
        ConvolutionGeometry g = kernel.Tile;
        writer.Lines(Invariant($"""
            /// <summary>dx[c, iy, ix] = scale f'(value) times (addend + the sum over f and the taps (ky, kx) by which ix reaches ox of w[f, c, ky, kx] dz[f, oy, ox]); without an addend it is null.</summary>
            /// <remarks>Register tile: {kernel.Tile.Channels} channels x {kernel.ColumnTile} columns, into which each dz is scattered once: no tap is computed on padding.</remarks>
            """));
        string header = Invariant($"public static void {kernel.MethodName}<TActivation>(float* dz, float* w, float* addend, float* dx, float* value, float scale, int groups, int channels, int filters, int block)");
        using (writer.Block(header + "\n    where TActivation : struct, IActivation"))
        {
            writer.Line(Invariant($"nint filter = (nint)channels * {g.Kernel.Count};"));
            if (kernel.IsBlocked) EmitByColumns(writer, kernel);
            else EmitByChannels(writer, kernel);
        }
    }

    /// <summary>A channel tile passes over the whole image.</summary>
    private static void EmitByChannels(CodeWriter writer, ConvolutionDataGradient kernel)
    {
        using (EmitChannels(writer, kernel))
        using (writer.Block(Invariant($"for (int iy = 0; iy < {kernel.Tile.Height}; iy++)")))
        {
            foreach (ColumnTile tile in ColumnTiles.OfInputs(kernel.Tile, kernel.ColumnTile))
            {
                using (EmitColumns(writer, tile)) EmitTile(writer, kernel, tile);
            }
        }
    }

    /// <summary>For a tile of columns all channels read a block of filters, then the next: sums wait in dx meanwhile.</summary>
    private static void EmitByColumns(CodeWriter writer, ConvolutionDataGradient kernel)
    {
        ConvolutionGeometry g = kernel.Tile;
        using (writer.Block(Invariant($"for (int iy = 0; iy < {g.Height}; iy++)")))
        {
            foreach (ColumnTile tile in ColumnTiles.OfInputs(g, kernel.ColumnTile))
            {
                using (EmitColumns(writer, tile))
                using (writer.Block("for (int first = 0; first < filters; first += block)"))
                using (EmitChannels(writer, kernel))
                    EmitTile(writer, kernel, tile);
            }
        }
    }

    private static IDisposable EmitChannels(CodeWriter writer, ConvolutionDataGradient kernel)
    {
        ConvolutionGeometry g = kernel.Tile;
        IDisposable block = writer.Block(Invariant($"for (int c = 0; c < groups * channels; c += {kernel.Tile.Channels})"));
        writer.Lines(Invariant($"""
            int group = c / channels;
            float* gradientsOfGroup = dz + (nint)group * filters * {g.OutputPositions * Lanes};
            float* weightsOfGroup = w + group * filters * filter + (c - group * channels) * {g.Kernel.Count};
            """));
        return block;
    }

    private static IDisposable EmitColumns(CodeWriter writer, ColumnTile tile)
    {
        IDisposable block = writer.Block(tile.Repeats == 1
            ? ""
            : Invariant($"for (int ix = {tile.First}; ix < {tile.First + tile.Repeats * tile.Columns}; ix += {tile.Columns})"));
        if (tile.Repeats == 1) writer.Line(Invariant($"const int ix = {tile.First};"));
        return block;
    }

    private static void EmitTile(CodeWriter writer, ConvolutionDataGradient kernel, ColumnTile tile)
    {
        ConvolutionGeometry g = kernel.Tile;
        string start = Invariant($"nint at = ((nint)(c * {g.Height} + iy) * {g.Width} + ix) * {Lanes};");
        for (int c = 0; c < kernel.Tile.Channels; c++)
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, tile.Columns).Select(column => Invariant($"a{c}_{column} = V.Zero"))) + ";");

        if (kernel.IsBlocked)
        {
            writer.Line(start);
            using (writer.Block("if (first > 0)")) EmitSums(writer, kernel, tile, "{1} = *(V*){0};");
        }

        if (tile.Taps.Count > 0) EmitSum(writer, kernel, tile);
        if (kernel.IsBlocked)
        {
            EmitSums(writer, kernel, tile, "*(V*){0} = {1};");
            using (writer.Block("if (first + block >= filters)")) EmitEpilogue(writer, kernel, tile);
            return;
        }

        using (writer.Block())
        {
            writer.Line(start);
            EmitSums(writer, kernel, tile, "*(V*){0} = {1};");
            EmitEpilogue(writer, kernel, tile);
        }
    }

    /// <param name="line">With the place of a sum and its name.</param>
    private static void EmitSums(CodeWriter writer, ConvolutionDataGradient kernel, ColumnTile tile, string line)
    {
        for (int c = 0; c < kernel.Tile.Channels; c++)
        {
            for (int column = 0; column < tile.Columns; column++)
            {
                string place = Invariant($"(dx + at + {(c * kernel.Tile.InputPositions + column) * Lanes})");
                writer.Line(string.Format(CultureInfo.InvariantCulture, line, place, Invariant($"a{c}_{column}")));
            }
        }
    }

    private static void EmitSum(CodeWriter writer, ConvolutionDataGradient kernel, ColumnTile tile)
    {
        ConvolutionGeometry g = kernel.Tile;
        writer.Line("float* weights = weightsOfGroup" + (kernel.IsBlocked ? " + first * filter;" : ";"));
        writer.Line(Invariant($"float* gradients = gradientsOfGroup + ix / {g.Stride.Width} * {Lanes}")
            + (kernel.IsBlocked ? Invariant($" + (nint)first * {g.OutputPositions * Lanes};") : ";"));
        if (kernel.IsBlocked) writer.Line("int last = first + block < filters ? first + block : filters;");
        string range = kernel.IsBlocked ? "int f = first; f < last" : "int f = 0; f < filters";
        using (writer.Block(Invariant($"for ({range}; f++, weights += filter, gradients += {g.OutputPositions * Lanes})")))
        using (writer.Block(Invariant($"for (int ky = 0; ky < {g.Kernel.Height}; ky++)")))
        {
            EmitOutputRow(writer, g);
            writer.Line(Invariant($"float* d = gradients + oy * {g.OutputWidth * Lanes};"));
            writer.Line(Invariant($"float* k = weights + ky * {g.Kernel.Width};"));
            foreach (int tap in tile.Taps.Select(tap => tap.Tap).Distinct().OrderBy(tap => tap))
            {
                for (int c = 0; c < kernel.Tile.Channels; c++)
                    writer.Line(Invariant($"V w{c}_{tap} = Vector512.Create<float>(k[{c * g.Kernel.Count + tap}]);"));
            }

            if (tile.Taps.Count > 0) writer.Line("V gradient;");
            foreach (IGrouping<int, ColumnTap> taps in tile.Taps.GroupBy(tap => tap.Operand))
            {
                writer.Line(Invariant($"gradient = *(V*)(d + ({taps.Key * Lanes}));"));
                foreach (ColumnTap tap in taps)
                {
                    for (int c = 0; c < kernel.Tile.Channels; c++)
                        writer.Line(Invariant($"a{c}_{tap.Result} = Vector512.FusedMultiplyAdd(w{c}_{tap.Tap}, gradient, a{c}_{tap.Result});"));
                }
            }
        }
    }

    /// <summary>The output row that kernel row ky joins with input row iy; none for some.</summary>
    private static void EmitOutputRow(CodeWriter writer, ConvolutionGeometry g)
    {
        string distance = "iy" + (g.Padding.Height == 0 ? "" : Invariant($" + {g.Padding.Height}")) + (g.Dilation.Height == 1 ? " - ky" : Invariant($" - {g.Dilation.Height} * ky"));
        if (g.Stride.Height == 1)
        {
            writer.Line("int oy = " + distance + ";");
            writer.Line(Invariant($"if ((uint)oy >= {g.OutputHeight}) continue;"));
            return;
        }

        writer.Lines(Invariant($"""
            int distance = {distance};
            int oy = distance / {g.Stride.Height};
            if (distance < 0 || oy >= {g.OutputHeight} || oy * {g.Stride.Height} != distance) continue;
            """));
    }

    private static void EmitEpilogue(CodeWriter writer, ConvolutionDataGradient kernel, ColumnTile tile)
    {
        using (writer.Block("if (!TActivation.IsIdentity || addend != null)"))
        using (writer.Block(Invariant($"for (int k = 0; k < {kernel.Tile.Channels}; k++, at += {kernel.Tile.InputPositions * Lanes})")))
        using (writer.Block(Invariant($"for (int i = 0; i < {tile.Columns * Lanes}; i += {Lanes})")))
        {
            writer.Lines("""
                V gradient = *(V*)(dx + at + i);
                if (addend != null) gradient += *(V*)(addend + at + i);
                if (!TActivation.IsIdentity) gradient *= TActivation.Derivative(*(V*)(value + at + i)) * scale;
                *(V*)(dx + at + i) = gradient;
                """);
        }
    }
}
