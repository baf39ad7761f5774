using System.Linq;
using NetArch.Generator.Planning.Gpu;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Gpu;

/// <summary>dw[f, c, ky, kx] = the sum over samples and output positions i, j of dz[f, i, j] x[c, i s - p + ky d, j s - p + kx d].</summary>
/// <remarks>A lane sums over its own samples; at the end the 32 lanes' sums go through shared memory, and lane r adds up those of the r-th
/// weight, in order. Rows of 33 floats keep both directions free of bank conflicts.</remarks>
internal static class GpuWeightGradientEmitter
{
    private const int Lanes = GpuTarget.Lanes;
    private const int SharedRow = Lanes + 1;

    public static void Emit(CodeWriter writer, GpuWeightGradient kernel)
    {
        writer.Line(Invariant($"/// <summary>dw = the sum of dz x; a warp has {kernel.FilterTile} filters by {kernel.ChannelTile} channels by {kernel.Taps} taps of a kernel row.</summary>"));
        using (writer.Block(Invariant($"public static void {kernel.MethodName}(ArrayView<float> source, ArrayView<float> gradient, ArrayView<float> parts, WeightGradientSizes size)")))
        {
            EmitPlace(writer, kernel);
            for (int f = 0; f < kernel.FilterTile; f++) KernelWriter.DeclareSums(writer, Invariant($"f{f}k"), kernel.ChannelTile, "t", kernel.Taps);
            EmitSums(writer, kernel);
            EmitLanes(writer, kernel);
            EmitResult(writer, kernel);
        }
    }

    /// <summary>A unit is a block of channels of a tap (or kernel row) of a block of filters of a group. Warps beyond the last unit do its
    /// work once more and drop it, for all have to meet at the barrier.</summary>
    private static void EmitPlace(CodeWriter writer, GpuWeightGradient kernel) => writer.Lines(Invariant($"""
        int lane = Group.IdxX, warp = Group.IdxY;
        int number = Grid.IdxX * {GpuTarget.WarpsPerGroup} + warp, unit = number < size.Units ? number : size.Units - 1;
        int row = size.ChannelBlocks.Divide(unit), channel = (unit - row * size.ChannelBlocks.Value) * {kernel.ChannelTile};
        int block = size.Taps.Divide(row), tap = row - block * size.Taps.Value;
        int group = size.FilterBlocks.Divide(block), filter = (block - group * size.FilterBlocks.Value) * {kernel.FilterTile};
        int ky = size.TapsPerRow.Divide(tap), kx = tap - ky * size.TapsPerRow.Value;
        int line = size.Width * {Lanes}, plane = size.Height * line, outputLine = size.OutputWidth * {Lanes}, outputPlane = size.OutputHeight * outputLine;
        int firstTile = Grid.IdxZ * size.TilesPerPart, endTile = firstTile + size.TilesPerPart < size.Tiles ? firstTile + size.TilesPerPart : size.Tiles;
        int firstRow = Grid.IdxY * size.RowsPerPart, endRow = firstRow + size.RowsPerPart < size.OutputHeight ? firstRow + size.RowsPerPart : size.OutputHeight;
        int firstColumn = kx * size.DilationX - size.PaddingX;
        """));

    private static void EmitSums(CodeWriter writer, GpuWeightGradient kernel)
    {
        writer.Lines(Invariant($"""
            int channelStart = size.Guard + (group * size.Channels + channel) * plane + firstColumn * {Lanes} + lane;
            int filterStart = size.Guard + (group * size.Filters + (filter < size.Filters ? filter : 0)) * outputPlane + lane;
            """));
        for (int k = 1; k < kernel.ChannelTile; k++) writer.Line(Invariant($"int channel{k} = channel + {k} < size.Channels ? {k} * plane : 0;"));
        for (int f = 1; f < kernel.FilterTile; f++) writer.Line(Invariant($"int filter{f} = filter + {f} < size.Filters ? {f} * outputPlane : 0;"));
        using (writer.Block("for (int tile = firstTile; tile < endTile; tile++)"))
        {
            writer.Line("long place = (long)tile * size.TileStride;");
            writer.Line("ArrayView<float> x = source.SubView(place, source.Length - place), z = gradient.SubView(place, gradient.Length - place);");
            using (writer.Block("for (int i = firstRow; i < endRow; i++)"))
            {
                writer.Line("int inputRow = i * size.StrideY + ky * size.DilationY - size.PaddingY;");
                using (writer.Block("if ((uint)inputRow < (uint)size.Height)"))
                {
                    writer.Line("int from = channelStart + inputRow * line, of = filterStart + i * outputLine;");
                    string step = Invariant($"j += {kernel.ColumnBlock}, from += {kernel.ColumnBlock * kernel.Stride * Lanes}, of += {kernel.ColumnBlock * Lanes}");
                    using (writer.Block(Invariant($"for (int j = 0; j < size.OutputWidth; {step})"))) EmitBlock(writer, kernel);
                }
            }
        }
    }

    private static void EmitBlock(CodeWriter writer, GpuWeightGradient kernel)
    {
        writer.Line(Invariant($"int column = j * {kernel.Stride} + firstColumn;"));
        for (int u = 1; u < kernel.ColumnBlock; u++) writer.Line(Invariant($"bool is{u} = j + {u} < size.OutputWidth;"));
        for (int f = 0; f < kernel.FilterTile; f++)
        {
            writer.Line(KernelWriter.View("float", Invariant($"zf{f}"), "z", "of" + (f == 0 ? "" : Invariant($" + filter{f}")), (kernel.ColumnBlock - 1) * Lanes + 1));
            writer.Line(Invariant($"float z{f}_0 = zf{f}[0];"));
            for (int u = 1; u < kernel.ColumnBlock; u++) KernelWriter.Load(writer, Invariant($"z{f}_{u}"), Invariant($"is{u}"), Invariant($"zf{f}[{u * Lanes}]"));
        }

        int[] operands = Enumerable.Range(0, kernel.ColumnBlock).SelectMany(u => Enumerable.Range(0, kernel.Taps), (u, t) => Operand(kernel, u, t))
            .Distinct().OrderBy(operand => operand).ToArray();
        foreach (int operand in operands)
            writer.Line(Invariant($"bool in{operand} = (uint)(column + {operand}) < (uint)size.Width;"));
        for (int k = 0; k < kernel.ChannelTile; k++)
        {
            writer.Line(KernelWriter.View("float", Invariant($"xk{k}"), "x", "from" + (k == 0 ? "" : Invariant($" + channel{k}")), (kernel.Operands - 1) * Lanes + 1));
            foreach (int operand in operands)
                KernelWriter.Load(writer, Invariant($"x{k}_{operand}"), Invariant($"in{operand}"), Invariant($"xk{k}[{operand * Lanes}]"));
        }

        for (int u = 0; u < kernel.ColumnBlock; u++)
        {
            for (int f = 0; f < kernel.FilterTile; f++)
            {
                for (int k = 0; k < kernel.ChannelTile; k++)
                {
                    writer.Line(string.Join(" ", Enumerable.Range(0, kernel.Taps)
                        .Select(t => Invariant($"f{f}k{k}t{t} += z{f}_{u} * x{k}_{Operand(kernel, u, t)};"))));
                }
            }
        }
    }

    /// <summary>Sum number f + filters * (tap + taps * channel) of every lane, then each lane its own number of all lanes.</summary>
    private static void EmitLanes(CodeWriter writer, GpuWeightGradient kernel)
    {
        writer.Blank();
        writer.Line(Invariant($"ArrayView<float> sums = SharedMemory.Allocate<float>({GpuTarget.WarpsPerGroup * kernel.Sums * SharedRow});"));
        writer.Line(Invariant($"int own = warp * {kernel.Sums * SharedRow} + lane;"));
        for (int k = 0; k < kernel.ChannelTile; k++)
        {
            for (int t = 0; t < kernel.Taps; t++)
            {
                for (int f = 0; f < kernel.FilterTile; f++)
                    writer.Line(Invariant($"sums[own + {(f + kernel.FilterTile * (t + kernel.Taps * k)) * SharedRow}] = f{f}k{k}t{t};"));
            }
        }

        writer.Line("Group.Barrier();");
    }

    private static void EmitResult(CodeWriter writer, GpuWeightGradient kernel)
    {
        int shift = kernel.FilterTile switch { 2 => 1, 4 => 2, _ => 3 };
        writer.Lines(Invariant($"""
            int sum = lane & {kernel.FilterTile - 1}, rest = lane >> {shift};
            int k = {string.Join(" + ", Enumerable.Range(1, System.Math.Max(1, kernel.ChannelTile - 1)).Select(k => Invariant($"(rest >= {k * kernel.Taps} ? 1 : 0)")))};
            int ownFilter = filter + sum, ownChannel = channel + k, ownTap = ky * size.KernelWidth + kx + rest - k * {kernel.Taps};
            if (lane >= {kernel.Sums} || number >= size.Units || ownChannel >= size.Channels || ownFilter >= 4 * size.Quads) return;
            float total = 0f;
            for (int i = 0; i < {Lanes}; i++) total += sums[(warp * {kernel.Sums} + lane) * {SharedRow} + i];
            int part = Grid.IdxZ * size.RowParts + Grid.IdxY;
            int at = (((group * size.Quads + (ownFilter >> 2)) * size.Channels + ownChannel) * (size.KernelHeight * size.KernelWidth) + ownTap) * 4 + (ownFilter & 3);
            parts[part * size.PartFloats + at] = ownFilter < size.Filters ? total : 0f;
            """));
    }

    private static int Operand(GpuWeightGradient kernel, int column, int tap) => column * kernel.Stride + tap * kernel.Dilation;
}
