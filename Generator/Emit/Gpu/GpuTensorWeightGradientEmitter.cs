using System.Linq;
using NetArch.Generator.Planning.Gpu;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Gpu;

/// <summary>Gradients by weights as <c>mma.sync.m16n8k8</c> on TF32 operands, summed over samples.</summary>
/// <remarks>A is 16 filters x 8 samples, B is 8 samples x 8 channels. Which samples an instruction takes does not matter as long as both sides
/// take the same: the i-th of four has sample 4t + i in column t of A and sample 16 + 4t + i in column t + 4, so that a thread's share of four
/// instructions is one 128-bit word of each half of a value.</remarks>
internal static class GpuTensorWeightGradientEmitter
{
    /// <summary>Fours of lanes of a value.</summary>
    private const int Fours = GpuTarget.Lanes / 4;

    private const int Blocks = GpuTensorWeightGradient.FilterBlocks, Columns = GpuTensorWeightGradient.ColumnBlock;

    public static void Emit(CodeWriter writer, GpuTensorWeightGradient kernel)
    {
        writer.Line(Invariant($"/// <summary>dw = the sum of dz x on tensor cores; a warp has {16 * Blocks} filters by {8 * kernel.ChannelBlocks} channels by {kernel.Taps} taps of a kernel row.</summary>"));
        using (writer.Block(Invariant($"public static void {kernel.MethodName}(ArrayView<float> source, ArrayView<float> gradient, ArrayView<float> parts, WeightGradientSizes size)")))
        {
            EmitPlace(writer, kernel);
            for (int m = 0; m < Blocks; m++)
            {
                for (int n = 0; n < kernel.ChannelBlocks; n++)
                {
                    for (int tap = 0; tap < kernel.Taps; tap++)
                        KernelWriter.Declare(writer, "Ref<float>", Enumerable.Range(0, 4).Select(i => Invariant($"{Sum(m, n, tap, i)} = 0f")));
                }
            }

            EmitSums(writer, kernel);
            EmitResults(writer, kernel);
        }
    }

    private static void EmitPlace(CodeWriter writer, GpuTensorWeightGradient kernel)
    {
        writer.Lines(Invariant($"""
            int g = Group.IdxX >> 2, t = Group.IdxX & 3;
            int unit = Grid.IdxX * Group.DimY + Group.IdxY;
            if (unit >= size.Units) return;
            int row = size.ChannelBlocks.Divide(unit), channel = (unit - row * size.ChannelBlocks.Value) * {8 * kernel.ChannelBlocks};
            int block = size.Taps.Divide(row), ky = row - block * size.Taps.Value;
            int group = size.FilterBlocks.Divide(block), filter = (block - group * size.FilterBlocks.Value) * {16 * Blocks};
            int line = size.Width * {Fours}, plane = size.Height * line, outputLine = size.OutputWidth * {Fours}, outputPlane = size.OutputHeight * outputLine;
            int firstTile = Grid.IdxZ * size.TilesPerPart, endTile = firstTile + size.TilesPerPart < size.Tiles ? firstTile + size.TilesPerPart : size.Tiles;
            int firstRow = Grid.IdxY * size.RowsPerPart, endRow = firstRow + size.RowsPerPart < size.OutputHeight ? firstRow + size.RowsPerPart : size.OutputHeight;
            int guard = size.Guard >> 2;
            """));
        for (int m = 0; m < 2 * Blocks; m++)
            writer.Line(Invariant($"int filter{m} = guard + (group * size.Filters + TensorTile.Within(filter + g + {8 * m}, size.Filters)) * outputPlane + t;"));
        for (int n = 0; n < kernel.ChannelBlocks; n++)
            writer.Line(Invariant($"int channel{n} = guard + (group * size.Channels + TensorTile.Within(channel + g + {8 * n}, size.Channels)) * plane - size.PaddingX * {Fours} + t;"));
    }

    private static void EmitSums(CodeWriter writer, GpuTensorWeightGradient kernel)
    {
        using (writer.Block("for (int tile = firstTile; tile < endTile; tile++)"))
        {
            writer.Lines("""
                long place = (long)tile * size.TileStride;
                ArrayView<Float4> x = source.SubView(place, source.Length - place).AsAligned(16).Cast<Float4>();
                ArrayView<Float4> z = gradient.SubView(place, gradient.Length - place).AsAligned(16).Cast<Float4>();
                """);
            using (writer.Block("for (int i = firstRow; i < endRow; i++)"))
            {
                writer.Line("int inputRow = i * size.StrideY + ky * size.DilationY - size.PaddingY;");
                using (writer.Block("if ((uint)inputRow < (uint)size.Height)"))
                {
                    writer.Line("int from = inputRow * line, of = i * outputLine;");
                    using (writer.Block(Invariant($"for (int j = 0; j < size.OutputWidth; j += {Columns}, from += {Columns * kernel.Stride * Fours}, of += {Columns * Fours})")))
                        EmitBlock(writer, kernel);
                }
            }
        }
    }

    private static void EmitBlock(CodeWriter writer, GpuTensorWeightGradient kernel)
    {
        writer.Line(Invariant($"int column = j * {kernel.Stride} - size.PaddingX;"));
        foreach (int operand in kernel.Operands)
        {
            writer.Line(Invariant($"bool in{operand} = (uint)(column + {operand}) < (uint)size.Width;"));
            for (int n = 0; n < kernel.ChannelBlocks; n++) EmitFour(writer, Invariant($"x{n}_{operand}"), Invariant($"in{operand}"), "x", Invariant($"channel{n} + from"), operand * Fours);
        }

        for (int u = 0; u < Columns; u++)
        {
            if (u > 0) writer.Line(Invariant($"bool is{u} = j + {u} < size.OutputWidth;"));
            for (int m = 0; m < 2 * Blocks; m++) EmitFour(writer, Invariant($"z{m}_{u}"), u == 0 ? "true" : Invariant($"is{u}"), "z", Invariant($"filter{m} + of"), u * Fours);
            for (int tap = 0; tap < kernel.Taps; tap++)
            {
                int operand = u * kernel.Stride + tap * kernel.Dilation;
                for (int i = 0; i < 4; i++)
                {
                    for (int m = 0; m < Blocks; m++)
                    {
                        for (int n = 0; n < kernel.ChannelBlocks; n++)
                        {
                            writer.Line(GpuTensorConvolutionEmitter.Multiply(
                                Enumerable.Range(0, 4).Select(element => Sum(m, n, tap, element)),
                                new[] { Invariant($"z{2 * m}_{u}a{i}"), Invariant($"z{2 * m + 1}_{u}a{i}"), Invariant($"z{2 * m}_{u}b{i}"), Invariant($"z{2 * m + 1}_{u}b{i}") },
                                new[] { Invariant($"x{n}_{operand}a{i}"), Invariant($"x{n}_{operand}b{i}") }));
                        }
                    }
                }
            }
        }
    }

    /// <summary>A thread's eight samples of a value: four of each half, as operands; zeros where the condition does not hold.</summary>
    private static void EmitFour(CodeWriter writer, string name, string condition, string view, string start, int index)
    {
        foreach ((string half, int offset) in new[] { ("a", 0), ("b", Fours / 2) })
        {
            string own = name + half;
            writer.Line(Invariant($"float {own}X = 0f, {own}Y = 0f, {own}Z = 0f, {own}W = 0f;"));
            string load = Invariant($"Float4 four = {view}.SubView({start}, {index + offset + 1})[{index + offset}]; {own}X = four.X; {own}Y = four.Y; {own}Z = four.Z; {own}W = four.W;");
            using (writer.Block(condition == "true" ? "" : Invariant($"if ({condition})"))) writer.Line(load);
            KernelWriter.Declare(writer, "Input<uint>", Enumerable.Range(0, 4).Select(i => Invariant($"{own}{i} = Interop.FloatAsInt({own}{KernelWriter.Component(i)})")));
        }
    }

    /// <summary>D has filters g and g + 8, channels 2t and 2t + 1.</summary>
    private static void EmitResults(CodeWriter writer, GpuTensorWeightGradient kernel)
    {
        writer.Blank();
        writer.Line("int start = (Grid.IdxZ * size.RowParts + Grid.IdxY) * size.PartFloats;");
        for (int m = 0; m < Blocks; m++)
        {
            for (int n = 0; n < kernel.ChannelBlocks; n++)
            {
                for (int tap = 0; tap < kernel.Taps; tap++)
                {
                    for (int i = 0; i < 4; i++)
                    {
                        writer.Line(Invariant(
                            $"TensorTile.Store(parts, start, {Sum(m, n, tap, i)}.Value, group, filter + g + {16 * m + 8 * (i / 2)}, channel + 2 * t + {8 * n + i % 2}, ky * {kernel.Taps} + {tap}, size);"));
                    }
                }
            }
        }
    }

    private static string Sum(int m, int n, int tap, int element) => Invariant($"d{m}n{n}t{tap}_{element}");
}
