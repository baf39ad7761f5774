using System;
using System.Linq;
using NetArch.Generator.Planning.Gpu;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Gpu;

/// <summary>y[f, i, j] = act(bias[f] + sum over c, ky, kx of w[f, c, ky, kx] x[c, i s - p + ky d, j s - p + kx d] + addend[f, i, j]).</summary>
internal static class GpuConvolutionEmitter
{
    private const int Lanes = GpuTarget.Lanes;

    public static void Emit(CodeWriter writer, GpuConvolution kernel)
    {
        writer.Line(Invariant($"/// <summary>y = f(w * x + bias + addend); a thread has {kernel.FilterTile} filters by {kernel.ColumnTile} columns of a row of one sample.</summary>"));
        using (writer.Block(Invariant($"""
            public static void {kernel.MethodName}<TActivation>(
                ArrayView<float> source, ArrayView<float> weights, ArrayView<float> biases, ArrayView<float> addend, ArrayView<float> target, ConvolutionSizes size)
                where TActivation : struct, IGpuActivation
            """)))
        {
            TargetTile.EmitIndices(writer, kernel.FilterTile, kernel.ColumnTile);
            EmitPlace(writer, kernel);
            KernelWriter.DeclareSums(writer, "f", kernel.FilterTile, "c", kernel.ColumnTile);
            EmitChannels(writer, kernel);
            TargetTile.EmitResults(writer, "f", kernel.FilterTile, kernel.ColumnTile, (filter, column) => Invariant(
                $"TActivation.Apply(f{filter}c{column} + bias)"), Invariant($"float bias = biases[group * size.Targets + image];"));
        }
    }

    private static void EmitPlace(CodeWriter writer, GpuConvolution kernel)
    {
        bool isAny = kernel.Unrolling == Unrolling.Nothing;
        string taps = isAny ? "size.KernelHeight * size.KernelWidth" : Invariant($"{kernel.Kernel.Count}");
        writer.Lines(Invariant($"""
            int row = Grid.IdxY * {(isAny ? "size.StrideY.Value" : Literals.Of(kernel.Stride.Height))} - size.RowShift, column = tileColumn * {(isAny ? "size.StrideX" : Literals.Of(kernel.Stride.Width))} - size.ColumnShift;
            int line = size.SourceWidth * {Lanes}, plane = size.SourceHeight * line;
            int at = size.Guard + (group * size.Sources * size.SourceHeight + row) * line + column * {Lanes} + lane;
            ArrayView<float> x = source.SubView(tile, source.Length - tile);
            ArrayView<Float4> w = weights.Cast<Float4>();
            int taps = {taps}, inner = size.Sources * taps, quad = (group * size.Quads + (first >> 2)) * inner;
            """));
        if (kernel.FilterTile > 4) writer.Line("int next = first + 4 < size.Targets ? inner : 0;");
        if (isAny) return;
        KernelWriter.Declare(writer, "bool", Enumerable.Range(0, kernel.Operands).Select(i => Invariant($"in{i} = (uint)(column + {i}) < (uint)size.SourceWidth")));
        if (kernel.Unrolling == Unrolling.Window)
            KernelWriter.Declare(writer, "bool", Enumerable.Range(0, kernel.Kernel.Height).Select(i => Invariant($"row{i} = (uint)(row + {i * kernel.Dilation.Height}) < (uint)size.SourceHeight")));
    }

    private static void EmitChannels(CodeWriter writer, GpuConvolution kernel)
    {
        using (writer.Block("for (int channel = 0; channel < size.Sources; channel++, at += plane, quad += taps)"))
        {
            switch (kernel.Unrolling)
            {
                case Unrolling.Window:
                    EmitWeights(writer, kernel, "quad", kernel.Kernel.Count);
                    for (int ky = 0; ky < kernel.Kernel.Height; ky++)
                    {
                        using (writer.Block(Invariant($"if (row{ky})")))
                            EmitRow(writer, kernel, Invariant($"at + {ky * kernel.Dilation.Height} * line"), ky * kernel.Kernel.Width);
                    }

                    break;
                case Unrolling.Row:
                    using (writer.Block(Invariant($"for (int ky = 0; ky < {kernel.Kernel.Height}; ky++)")))
                    using (writer.Block(Invariant($"if ((uint)(row + ky * {kernel.Dilation.Height}) < (uint)size.SourceHeight)")))
                    {
                        EmitWeights(writer, kernel, Invariant($"quad + ky * {kernel.Kernel.Width}"), kernel.Kernel.Width);
                        EmitRow(writer, kernel, Invariant($"at + ky * {kernel.Dilation.Height} * line"), 0);
                    }

                    break;
                case Unrolling.Nothing: EmitAnyWindow(writer, kernel); break;
                default: throw new ArgumentOutOfRangeException(nameof(kernel), kernel.Unrolling, "an unrolling without code");
            }
        }
    }

    /// <summary>Four filters' weights of a tap are one load; those of the next four lie a block further on, where there are as many filters.</summary>
    private static void EmitWeights(CodeWriter writer, GpuConvolution kernel, string start, int taps)
    {
        for (int quad = 0; quad < kernel.FilterTile / 4; quad++)
            writer.Line(KernelWriter.View("Float4", Invariant($"w{quad}"), "w", start + (quad == 0 ? "" : " + next"), taps));
    }

    /// <param name="firstTap">Of the row, among the weights' view.</param>
    private static void EmitRow(CodeWriter writer, GpuConvolution kernel, string start, int firstTap)
    {
        writer.Line(KernelWriter.View("float", "v", "x", start, (kernel.Operands - 1) * Lanes + 1));
        var used = Enumerable.Range(0, kernel.Kernel.Width)
            .SelectMany(tap => Enumerable.Range(0, kernel.ColumnTile), (tap, column) => Operand(kernel, column, tap)).Distinct().OrderBy(operand => operand);
        foreach (int operand in used) KernelWriter.Load(writer, Invariant($"v{operand}"), Invariant($"in{operand}"), Invariant($"v[{operand * Lanes}]"));
        for (int tap = 0; tap < kernel.Kernel.Width; tap++)
        {
            for (int quad = 0; quad < kernel.FilterTile / 4; quad++)
            {
                string weights = Invariant($"k{tap}_{quad}");
                writer.Line(Invariant($"Float4 {weights} = w{quad}[{firstTap + tap}];"));
                EmitMultiplyAdds(writer, kernel, weights, quad, column => Invariant($"v{Operand(kernel, column, tap)}"));
            }
        }
    }

    private static void EmitAnyWindow(CodeWriter writer, GpuConvolution kernel)
    {
        using (writer.Block("for (int ky = 0; ky < size.KernelHeight; ky++)"))
        using (writer.Block("if ((uint)(row + ky * size.DilationY) < (uint)size.SourceHeight)"))
        using (writer.Block("for (int kx = 0; kx < size.KernelWidth; kx++)"))
        {
            EmitWeights(writer, kernel, "quad + ky * size.KernelWidth + kx", 1);
            writer.Line("int first0 = kx * size.DilationX, above = at + ky * size.DilationY * line;");
            for (int column = 0; column < kernel.ColumnTile; column++)
            {
                writer.Line(Invariant($"int o{column} = first0 + {column} * size.StrideX;"));
                KernelWriter.Load(writer, Invariant($"v{column}"), Invariant($"(uint)(column + o{column}) < (uint)size.SourceWidth"), Invariant($"x[above + o{column} * {Lanes}]"));
            }

            for (int quad = 0; quad < kernel.FilterTile / 4; quad++)
            {
                writer.Line(Invariant($"Float4 k{quad} = w{quad}[0];"));
                EmitMultiplyAdds(writer, kernel, Invariant($"k{quad}"), quad, column => Invariant($"v{column}"));
            }
        }
    }

    private static void EmitMultiplyAdds(CodeWriter writer, GpuConvolution kernel, string weights, int quad, Func<int, string> operand)
    {
        for (int i = 0; i < 4; i++)
        {
            writer.Line(string.Join(" ", Enumerable.Range(0, kernel.ColumnTile)
                .Select(column => Invariant($"f{4 * quad + i}c{column} += {weights}.{KernelWriter.Component(i)} * {operand(column)};"))));
        }
    }

    private static int Operand(GpuConvolution kernel, int column, int tap) => column * kernel.Stride.Width + tap * kernel.Dilation.Width;
}
