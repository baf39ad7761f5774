using System.Collections.Generic;
using System.Linq;
using NetArch.Generator.Planning;
using NetArch.Generator.Planning.Gpu;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Gpu;

/// <summary>Convolutions and their gradients by the input as <c>mma.sync.m16n8k8</c> on TF32 operands.</summary>
/// <remarks>A is 16 samples x 8 sources: row g of it is sample 2g of a half tile and row g + 8 is sample 2g + 1, so that a thread (g = lane / 4,
/// t = lane % 4) loads both as one 64-bit word, of source t and of source t + 4. B is 8 sources x 8 targets, packed so that one 128-bit word
/// has a thread's weights of two blocks of targets. D has targets 2t and 2t + 1 of those samples. (PTX ISA, "Matrix fragments for mma.m16n8k8".)</remarks>
internal static class GpuTensorConvolutionEmitter
{
    /// <summary>Pairs of lanes of a value.</summary>
    private const int Pairs = GpuTarget.Lanes / 2;

    public static void Emit(CodeWriter writer, GpuTensorConvolution kernel)
    {
        string what = kernel.IsBackward ? "dx = (w^T * dz + addend) f'(x)" : "y = f(w * x + bias + addend)";
        writer.Line(Invariant($"/// <summary>{what} on tensor cores; a warp has {8 * kernel.Blocks} images by {kernel.ColumnTile} columns of a row of 32 samples.</summary>"));
        string own = kernel.IsBackward ? "addend, ArrayView<float> value" : "biases, ArrayView<float> addend";
        using (writer.Block(Invariant($"""
            public static void {kernel.MethodName}<TActivation>(
                ArrayView<float> source, ArrayView<float> weights, ArrayView<float> {own}, ArrayView<float> target, ConvolutionSizes size)
                where TActivation : struct, IGpuActivation
            """)))
        {
            TargetTile.EmitIndices(writer, 8 * kernel.Blocks, kernel.ColumnTile);
            EmitPlace(writer, kernel);
            EmitSums(writer, kernel);
            EmitResults(writer, kernel);
        }
    }

    private static void EmitPlace(CodeWriter writer, GpuTensorConvolution kernel)
    {
        string column = kernel.IsBackward
            ? Invariant($"(Grid.IdxX - strip * size.ColumnTiles.Value) * {kernel.ColumnTile / kernel.Stride.Width} + size.ColumnShift")
            : Invariant($"tileColumn * {kernel.Stride.Width} - size.ColumnShift");
        string row = kernel.IsBackward ? "Grid.IdxY + size.RowShift" : Invariant($"Grid.IdxY * {kernel.Stride.Height} - size.RowShift");
        writer.Lines(Invariant($"""
            int g = lane >> 2, t = lane & 3;
            int row = {row}, column = {column};
            int line = size.SourceWidth * {Pairs}, plane = size.SourceHeight * line;
            int at = (size.Guard >> 1) + (group * size.Sources + t) * plane + column * {Pairs} + g;
            ArrayView<Float2> x = source.SubView(tile, source.Length - tile).AsAligned(8).Cast<Float2>();
            ArrayView<Float4> w = weights.Cast<Float4>();
            int depth = (size.Sources + 7) >> 3, pair = depth * {kernel.Kernel.Count * GpuTarget.Lanes};
            int fragment = (group * size.PairsOfTargets + (first >> 4)) * pair + lane;
            """));
        if (kernel.Blocks > 2) writer.Line("int next = first + 16 < size.Targets ? pair : 0;");
        KernelWriter.Declare(writer, "bool", Operands(kernel).Select(i => Invariant($"in{i} = (uint)(column + {i}) < (uint)size.SourceWidth")));
        for (int n = 0; n < kernel.Blocks; n++)
        {
            for (int c = 0; c < kernel.ColumnTile; c++)
                KernelWriter.Declare(writer, "Ref<float>", Each().Select(i => Invariant($"{Sum(i.Half, n, c, i.Element)} = 0f")));
        }
    }

    private static void EmitSums(CodeWriter writer, GpuTensorConvolution kernel)
    {
        int taps = kernel.Kernel.Count * GpuTarget.Lanes;
        using (writer.Block(Invariant($"for (int k = 0; k < size.Sources; k += 8, at += 8 * plane, fragment += {taps})")))
        {
            writer.Line("bool low = k + t < size.Sources, high = k + t + 4 < size.Sources;");
            using (writer.Block(Invariant($"for (int ky = 0; ky < {kernel.Kernel.Height}; ky++)")))
            {
                string distance = Invariant($"row {(kernel.IsBackward ? "-" : "+")} ky * {kernel.Dilation.Height}");
                writer.Line("int above = " + (kernel.IsBackward && kernel.Stride.Height > 1 ? "size.SourceRow(" + distance + ")" : distance) + ";");
                using (writer.Block("if ((uint)above < (uint)size.SourceHeight)")) EmitRow(writer, kernel);
            }
        }
    }

    private static void EmitRow(CodeWriter writer, GpuTensorConvolution kernel)
    {
        int length = (kernel.Operands - 1) * Pairs + Pairs / 2 + 1;
        writer.Line(KernelWriter.View("Float2", "xLow", "x", "at + above * line", length));
        writer.Line(KernelWriter.View("Float2", "xHigh", "x", "at + above * line + 4 * plane", length));
        foreach (int operand in Operands(kernel))
        {
            for (int half = 0; half < 2; half++) EmitOperand(writer, operand, half);
        }

        foreach (IGrouping<int, ColumnTap> taps in kernel.Taps.GroupBy(tap => tap.Tap))
        {
            for (int p = 0; p < kernel.Blocks / 2; p++)
            {
                string own = Invariant($"b{taps.Key}_{p}");
                writer.Line(Invariant($"Float4 {own} = w.SubView(fragment + ky * {kernel.Kernel.Width * GpuTarget.Lanes}{(p == 0 ? "" : " + next")}, {taps.Key * GpuTarget.Lanes + 1})[{taps.Key * GpuTarget.Lanes}];"));
                for (int half = 0; half < 2; half++)
                    writer.Line(Invariant($"Input<uint> {own}_{half}0 = Interop.FloatAsInt({own}.{KernelWriter.Component(2 * half)}), {own}_{half}1 = Interop.FloatAsInt({own}.{KernelWriter.Component(2 * half + 1)});"));
                for (int n = 0; n < 2; n++)
                {
                    foreach (ColumnTap tap in taps)
                    {
                        for (int half = 0; half < 2; half++)
                            writer.Line(Multiply(Sums(half, 2 * p + n, tap.Result), Enumerable.Range(0, 4).Select(i => Invariant($"a{tap.Operand}_{half}{i}")), new[] { Invariant($"{own}_{n}0"), Invariant($"{own}_{n}1") }));
                    }
                }
            }
        }
    }

    /// <summary>Two samples of sources t and t + 4 at a column; zeros outside of the image, and of sources that do not exist.</summary>
    private static void EmitOperand(CodeWriter writer, int operand, int half)
    {
        string name = Invariant($"v{operand}_{half}");
        int index = operand * Pairs + half * Pairs / 2;
        writer.Line(Invariant($"float {name}0 = 0f, {name}1 = 0f, {name}2 = 0f, {name}3 = 0f;"));
        using (writer.Block(Invariant($"if (in{operand} && low)")))
            writer.Line(Invariant($"Float2 two = xLow[{index}]; {name}0 = two.X; {name}1 = two.Y;"));
        using (writer.Block(Invariant($"if (in{operand} && high)")))
            writer.Line(Invariant($"Float2 two = xHigh[{index}]; {name}2 = two.X; {name}3 = two.Y;"));
        KernelWriter.Declare(writer, "Input<uint>", Enumerable.Range(0, 4).Select(i => Invariant($"a{operand}_{half}{i} = Interop.FloatAsInt({name}{i})")));
    }

    private static void EmitResults(CodeWriter writer, GpuTensorConvolution kernel)
    {
        writer.Blank();
        KernelWriter.Declare(writer, "bool", Enumerable.Range(0, kernel.ColumnTile).Select(i => Invariant($"out{i} = tileColumn + {i} < size.TargetWidth")));
        writer.Lines(Invariant($"""
            int targetPlane = size.TargetHeight * size.TargetWidth * {Pairs};
            int to = (((group * size.Targets + first + 2 * t) * size.TargetHeight + Grid.IdxY) * size.TargetWidth + tileColumn) * {Pairs} + g;
            ArrayView<Float2> y = target.SubView(tile, target.Length - tile).AsAligned(8).Cast<Float2>();
            ArrayView<Float2> others = addend.SubView(tile, addend.Length - tile).AsAligned(8).Cast<Float2>();
            """));
        if (kernel.IsBackward) writer.Line("ArrayView<Float2> values = value.SubView(tile, value.Length - tile).AsAligned(8).Cast<Float2>();");
        for (int n = 0; n < kernel.Blocks; n++)
        {
            for (int j = 0; j < 2; j++)
            {
                using (writer.Block(Invariant($"if (first + 2 * t + {8 * n + j} < size.Targets)")))
                {
                    writer.Line(Invariant($"int image = first + 2 * t + {8 * n + j}, place = to + {8 * n + j} * targetPlane;"));
                    if (!kernel.IsBackward) writer.Line("float bias = biases[group * size.Targets + image];");
                    for (int c = 0; c < kernel.ColumnTile; c++)
                    {
                        using (writer.Block(Invariant($"if (out{c})")))
                        {
                            for (int half = 0; half < 2; half++) EmitResult(writer, kernel, half, n, c, j);
                        }
                    }
                }
            }
        }
    }

    private static void EmitResult(CodeWriter writer, GpuTensorConvolution kernel, int half, int n, int column, int j)
    {
        string one = Sum(half, n, column, j) + ".Value", two = Sum(half, n, column, j + 2) + ".Value";
        int index = column * Pairs + half * Pairs / 2;
        string call = kernel.IsBackward
            ? Invariant($"TensorTile.Backward<TActivation>({one}, {two}, others, values, y, place + {index}, size);")
            : Invariant($"TensorTile.Forward<TActivation>({one}, {two}, bias, others, y, place + {index}, size);");
        writer.Line(call);
    }

    private static IEnumerable<int> Operands(GpuTensorConvolution kernel) => kernel.Taps.Select(tap => tap.Operand).Distinct().OrderBy(operand => operand);

    private static IEnumerable<(int Half, int Element)> Each() =>
        from half in Enumerable.Range(0, 2) from element in Enumerable.Range(0, 4) select (half, element);

    private static string Sum(int half, int block, int column, int element) => Invariant($"d{half}n{block}c{column}_{element}");

    private static IEnumerable<string> Sums(int half, int block, int column) => Enumerable.Range(0, 4).Select(i => Sum(half, block, column, i));

    /// <summary>D += A B.</summary>
    public static string Multiply(IEnumerable<string> sums, IEnumerable<string> a, IEnumerable<string> b) =>
        "CudaAsm.EmitRef(TensorTile.MultiplyAdd, " + string.Join(", ", sums.Concat(a).Concat(b).Select(name => "ref " + name)) + ");";
}
