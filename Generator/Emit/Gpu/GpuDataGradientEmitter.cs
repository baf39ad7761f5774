using System;
using System.Collections.Generic;
using System.Linq;
using NetArch.Generator.Planning;
using NetArch.Generator.Planning.Gpu;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Gpu;

/// <summary>dx[c, i, j] = (sum over f, ky, kx of w[f, c, ky, kx] dz[f, (i + p - ky d) / s, (j + p - kx d) / s], where that is whole, + addend) f'(x).</summary>
internal static class GpuDataGradientEmitter
{
    private const int Lanes = GpuTarget.Lanes;

    public static void Emit(CodeWriter writer, GpuDataGradient kernel)
    {
        writer.Line(Invariant($"/// <summary>dx = (w^T * dz + addend) f'(x); a thread has {kernel.ChannelTile} channels by {kernel.ColumnTile} columns of a row of one sample.</summary>"));
        using (writer.Block(Invariant($"""
            public static void {kernel.MethodName}<TActivation>(
                ArrayView<float> source, ArrayView<float> weights, ArrayView<float> addend, ArrayView<float> value, ArrayView<float> target, ConvolutionSizes size)
                where TActivation : struct, IGpuActivation
            """)))
        {
            TargetTile.EmitIndices(writer, kernel.ChannelTile, kernel.ColumnTile);
            EmitPlace(writer, kernel);
            KernelWriter.DeclareSums(writer, "g", kernel.ChannelTile, "c", kernel.ColumnTile);
            EmitFilters(writer, kernel);
            writer.Blank();
            writer.Line("ArrayView<float> values = value.SubView(tile, value.Length - tile);");
            TargetTile.EmitResults(writer, "g", kernel.ChannelTile, kernel.ColumnTile, (channel, column) => Invariant(
                $"TActivation.IsIdentity ? g{channel}c{column} : g{channel}c{column} * (TActivation.Derivative(values[place + {column * Lanes}]) * size.Scale)"), "");
        }
    }

    private static void EmitPlace(CodeWriter writer, GpuDataGradient kernel)
    {
        bool isAny = kernel.Unrolling == Unrolling.Nothing;
        writer.Lines(Invariant($"""
            int row = Grid.IdxY + size.RowShift, column = {(isAny ? "tileColumn" : Ratio("tileColumn", kernel))} + size.ColumnShift;
            int line = size.SourceWidth * {Lanes}, plane = size.SourceHeight * line;
            int at = size.Guard + group * size.Sources * plane + {(isAny ? "lane" : Invariant($"column * {Lanes} + lane"))};
            ArrayView<float> z = source.SubView(tile, source.Length - tile);
            ArrayView<Float4> w = weights.Cast<Float4>();
            int taps = {(isAny ? "size.KernelHeight * size.KernelWidth" : Invariant($"{kernel.Kernel.Count}"))}, inner = size.Targets * taps, quad = group * size.Quads * inner + first * taps;
            """));
        if (isAny) return;
        KernelWriter.Declare(writer, "bool", Enumerable.Range(0, kernel.Operands).Select(i => Invariant($"in{i} = (uint)(column + {i}) < (uint)size.SourceWidth")));
        if (kernel.Unrolling != Unrolling.Window) return;
        for (int ky = 0; ky < kernel.Kernel.Height; ky++)
        {
            writer.Line(Invariant($"int above{ky} = {SourceRow(kernel, Invariant($"row - {ky * kernel.Dilation.Height}"))};"));
            writer.Line(Invariant($"bool row{ky} = (uint)above{ky} < (uint)size.SourceHeight;"));
        }
    }

    /// <summary>A tile begins at a multiple of the stride: its number times the columns of dz between two tiles.</summary>
    private static string Ratio(string column, GpuDataGradient kernel) => kernel.Stride.Width == 1
        ? column
        : Invariant($"(Grid.IdxX - strip * size.ColumnTiles.Value) * {kernel.ColumnTile / kernel.Stride.Width}");

    private static string SourceRow(GpuDataGradient kernel, string distance) =>
        kernel.Stride.Height == 1 && kernel.Unrolling != Unrolling.Nothing ? distance : "size.SourceRow(" + distance + ")";

    private static void EmitFilters(CodeWriter writer, GpuDataGradient kernel)
    {
        using (writer.Block("for (int filter = 0; filter < size.Sources; filter += 4, at += 4 * plane, quad += inner)"))
        {
            writer.Line("bool is1 = filter + 1 < size.Sources, is2 = filter + 2 < size.Sources, is3 = filter + 3 < size.Sources;");
            switch (kernel.Unrolling)
            {
                case Unrolling.Window:
                    writer.Line(KernelWriter.View("Float4", "k", "w", "quad", kernel.ChannelTile * kernel.Kernel.Count));
                    for (int ky = 0; ky < kernel.Kernel.Height; ky++)
                    {
                        using (writer.Block(Invariant($"if (row{ky})")))
                            EmitRow(writer, kernel, Invariant($"above{ky}"), ky * kernel.Kernel.Width);
                    }

                    break;
                case Unrolling.Row:
                    using (writer.Block(Invariant($"for (int ky = 0; ky < {kernel.Kernel.Height}; ky++)")))
                    {
                        writer.Line(Invariant($"int above = {SourceRow(kernel, Invariant($"row - ky * {kernel.Dilation.Height}"))};"));
                        using (writer.Block("if ((uint)above < (uint)size.SourceHeight)"))
                        {
                            int length = (kernel.ChannelTile - 1) * kernel.Kernel.Count + kernel.Kernel.Width;
                            writer.Line(KernelWriter.View("Float4", "k", "w", Invariant($"quad + ky * {kernel.Kernel.Width}"), length));
                            EmitRow(writer, kernel, "above", 0);
                        }
                    }

                    break;
                case Unrolling.Nothing: EmitAnyWindow(writer, kernel); break;
                default: throw new ArgumentOutOfRangeException(nameof(kernel), kernel.Unrolling, "an unrolling without code");
            }
        }
    }

    private static void EmitRow(CodeWriter writer, GpuDataGradient kernel, string above, int firstTap)
    {
        IReadOnlyList<ColumnTap> taps = kernel.Taps;
        if (taps.Count == 0) return;
        int[] operands = taps.Select(tap => tap.Operand).Distinct().OrderBy(operand => operand).ToArray();
        for (int j = 0; j < 4; j++)
        {
            writer.Line(Invariant($"float {string.Join(", ", operands.Select(operand => Invariant($"z{j}_{operand} = 0f")))};"));
            using (j == 0 ? null : writer.Block(Invariant($"if (is{j})")))
            {
                writer.Line(KernelWriter.View("float", Invariant($"from{j}"), "z", Invariant($"at + {above} * line + {j} * plane"), (kernel.Operands - 1) * Lanes + 1));
                foreach (int operand in operands) writer.Line(Invariant($"if (in{operand}) z{j}_{operand} = from{j}[{operand * Lanes}];"));
            }
        }

        foreach (IGrouping<int, ColumnTap> group in taps.GroupBy(tap => tap.Tap))
        {
            for (int channel = 0; channel < kernel.ChannelTile; channel++)
            {
                string weights = Invariant($"k{group.Key}_{channel}");
                writer.Line(Invariant($"Float4 {weights} = k[{channel * kernel.Kernel.Count + firstTap + group.Key}];"));
                for (int j = 0; j < 4; j++)
                    writer.Line(string.Join(" ", group.Select(tap => Invariant($"g{channel}c{tap.Result} += {weights}.{KernelWriter.Component(j)} * z{j}_{tap.Operand};"))));
            }
        }
    }

    private static void EmitAnyWindow(CodeWriter writer, GpuDataGradient kernel)
    {
        using (writer.Block("for (int ky = 0; ky < size.KernelHeight; ky++)"))
        {
            writer.Line("int above = size.SourceRow(row - ky * size.DilationY);");
            using (writer.Block("if ((uint)above < (uint)size.SourceHeight)"))
            using (writer.Block("for (int kx = 0; kx < size.KernelWidth; kx++)"))
            {
                writer.Line("int start = at + above * line, tap = quad + ky * size.KernelWidth + kx;");
                for (int i = 0; i < kernel.ColumnTile; i++)
                {
                    writer.Line(Invariant($"int o{i} = size.SourceColumn(column + {i} - kx * size.DilationX);"));
                    writer.Line(Invariant($"bool in{i} = (uint)o{i} < (uint)size.SourceWidth;"));
                    for (int j = 0; j < 4; j++)
                        KernelWriter.Load(writer, Invariant($"z{j}_{i}"), Invariant($"in{i}{(j == 0 ? "" : Invariant($" && is{j}"))}"), Invariant($"z[start + {j} * plane + o{i} * {Lanes}]"));
                }

                for (int channel = 0; channel < kernel.ChannelTile; channel++)
                {
                    writer.Line(Invariant($"Float4 k{channel} = w[tap + {channel} * taps];"));
                    for (int j = 0; j < 4; j++)
                    {
                        writer.Line(string.Join(" ", Enumerable.Range(0, kernel.ColumnTile)
                            .Select(i => Invariant($"g{channel}c{i} += k{channel}.{KernelWriter.Component(j)} * z{j}_{i};"))));
                    }
                }
            }
        }
    }
}
