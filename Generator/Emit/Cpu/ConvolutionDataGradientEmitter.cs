using System;
using System.Linq;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

internal static class ConvolutionDataGradientEmitter
{
    private const int Lanes = VectorTarget.Lanes;

    public static void Emit(CodeWriter writer, ConvolutionDataGradient kernel)
    {
        ConvolutionGeometry g = kernel.Geometry;
        writer.Lines(Invariant($"""
            /// <summary>dx[c, iy, ix] = scale f'(value) times (addend + the sum over f and the taps (ky, kx) by which ix reaches ox of w[f, c, ky, kx] dz[f, oy, ox]); without an addend it is null.</summary>
            /// <remarks>Register tile: {kernel.ChannelTile} channels x {kernel.ColumnTile} columns, into which each dz is scattered once: no tap is computed on padding.</remarks>
            """));
        string header = Invariant($"public static void {kernel.MethodName}<TActivation>(float* dz, float* w, float* addend, float* dx, float* value, float scale)");
        using (writer.Block(header + "\n    where TActivation : struct, IActivation"))
        using (RowBlocks(writer, kernel))
        using (writer.Block(Invariant($"for (int c = 0; c < {g.AllChannels}; c += {kernel.ChannelTile})")))
        {
            writer.Lines(Invariant($"""
                int group = c / {g.Channels};
                float* gradientsOfGroup = dz + (nint)group * {g.Filters * g.OutputPositions * Lanes};
                float* weightsOfGroup = w + (nint)group * {g.Filters * g.FilterSize} + (c - group * {g.Channels}) * {g.Kernel.Count};
                """));
            using (writer.Block(kernel.RowBlock == g.Height
                ? Invariant($"for (int iy = 0; iy < {g.Height}; iy++)")
                : Invariant($"for (int iy = from; iy < from + {kernel.RowBlock}{(g.Height % kernel.RowBlock == 0 ? "" : Invariant($" && iy < {g.Height}"))}; iy++)")))
            {
                foreach (ColumnTile tile in ColumnTiles.OfInputs(g, kernel.ColumnTile)) EmitTile(writer, kernel, tile);
            }
        }
    }

    /// <summary>Rows whose gradients the second cache holds while one channel tile after the other reads them.</summary>
    private static IDisposable? RowBlocks(CodeWriter writer, ConvolutionDataGradient kernel) => kernel.RowBlock == kernel.Geometry.Height
        ? null
        : writer.Block(Invariant($"for (int from = 0; from < {kernel.Geometry.Height}; from += {kernel.RowBlock})"));

    private static void EmitTile(CodeWriter writer, ConvolutionDataGradient kernel, ColumnTile tile)
    {
        ConvolutionGeometry g = kernel.Geometry;
        using (writer.Block(tile.Repeats == 1
            ? ""
            : Invariant($"for (int ix = {tile.First}; ix < {tile.First + tile.Repeats * tile.Columns}; ix += {tile.Columns})")))
        {
            if (tile.Repeats == 1) writer.Line(Invariant($"const int ix = {tile.First};"));
            for (int c = 0; c < kernel.ChannelTile; c++)
            {
                writer.Line("V " + string.Join(", ", Enumerable.Range(0, tile.Columns).Select(column => Invariant($"a{c}_{column} = V.Zero"))) + ";");
            }

            if (tile.Taps.Count > 0) EmitSum(writer, kernel, tile);
            using (writer.Block())
            {
                writer.Line(Invariant($"nint at = ((nint)(c * {g.Height} + iy) * {g.Width} + ix) * {Lanes};"));
                for (int c = 0; c < kernel.ChannelTile; c++)
                {
                    for (int column = 0; column < tile.Columns; column++)
                        writer.Line(Invariant($"*(V*)(dx + at + {(c * g.InputPositions + column) * Lanes}) = a{c}_{column};"));
                }

                EmitEpilogue(writer, kernel, tile);
            }
        }
    }

    private static void EmitSum(CodeWriter writer, ConvolutionDataGradient kernel, ColumnTile tile)
    {
        ConvolutionGeometry g = kernel.Geometry;
        writer.Line("float* weights = weightsOfGroup;");
        writer.Line(Invariant($"float* gradients = gradientsOfGroup + ix / {g.Stride.Width} * {Lanes};"));
        using (writer.Block(Invariant($"for (int f = 0; f < {g.Filters}; f++, weights += {g.FilterSize}, gradients += {g.OutputPositions * Lanes})")))
        using (writer.Block(Invariant($"for (int ky = 0; ky < {g.Kernel.Height}; ky++)")))
        {
            EmitOutputRow(writer, g);
            writer.Line(Invariant($"float* d = gradients + oy * {g.OutputWidth * Lanes};"));
            writer.Line(Invariant($"float* k = weights + ky * {g.Kernel.Width};"));
            foreach (int tap in tile.Taps.Select(tap => tap.Tap).Distinct().OrderBy(tap => tap))
            {
                for (int c = 0; c < kernel.ChannelTile; c++)
                    writer.Line(Invariant($"V w{c}_{tap} = Vector512.Create(k[{c * g.Kernel.Count + tap}]);"));
            }

            writer.Line("V gradient;");
            foreach (IGrouping<int, ColumnTap> taps in tile.Taps.GroupBy(tap => tap.Operand))
            {
                writer.Line(Invariant($"gradient = *(V*)(d + ({taps.Key * Lanes}));"));
                foreach (ColumnTap tap in taps)
                {
                    for (int c = 0; c < kernel.ChannelTile; c++)
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
        using (writer.Block(Invariant($"for (int k = 0; k < {kernel.ChannelTile}; k++, at += {kernel.Geometry.InputPositions * Lanes})")))
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
