using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>Sizes of what is summed.</summary>
internal readonly record struct BatchSumTask(int Channels, int Plane, int PerPart, int TileStride, int StatisticsStride);

/// <summary>Sums of four lanes, one each.</summary>
internal struct LaneSums
{
    public Float4 First, Second;
}

/// <summary>A channel's sums over a batch, in the parts of <see cref="BatchSums"/>: group x over vectors of a part, z over channels; grid: x over
/// channels, y over parts, z over tiles. Lanes without a sample count nothing, whatever they hold.</summary>
internal static class BatchSumKernels
{
    /// <summary>The sums of z - shift and of its square, with one shift for a channel: its first value, so that a mean far from zero costs no digits.</summary>
    public static void Values(ArrayView<Float4> z, ArrayView<float> sums, ArrayView<int> step, BatchSumTask task)
    {
        int channel = Grid.IdxX * Group.DimZ + Group.IdxZ, place = Math.Min(channel, task.Channels - 1) * task.Plane;
        float shift = z[place].X;
        ArrayView<Float4> plane = z.SubView((long)Grid.IdxZ * (task.TileStride >> 2) + place, task.Plane);
        int i = Grid.IdxY * task.PerPart + Group.IdxX, end = Math.Min((Grid.IdxY + 1) * task.PerPart, task.Plane), apart = Group.DimX;
        LaneSums total = default;
        for (; i < end; i += 4 * apart)
        {
            // What lies behind the end is taken to be the shift, and adds nothing.
            Float4 a = plane[i], b = Vectors.Same(shift), c = b, d = b;
            if (i + apart < end) b = plane[i + apart];
            if (i + 2 * apart < end) c = plane[i + 2 * apart];
            if (i + 3 * apart < end) d = plane[i + 3 * apart];
            total = AddValue(AddValue(AddValue(AddValue(total, a, shift), b, shift), c, shift), d, shift);
        }

        SumPair sum = GroupSums.Add(Valid(total, step));
        if (Group.IdxX != 0 | channel >= task.Channels) return;
        Write(sums, sum, channel, task);
        if (Grid.IdxY == 0) sums[(long)Grid.IdxZ * task.TileStride + channel * BatchSums.Floats + BatchSums.Shift] = shift;
    }

    /// <summary>The sums of g and of g (z - mean) / deviation.</summary>
    public static void Gradients(
        ArrayView<Float4> g, ArrayView<Float4> z, ArrayView<float> statistics, ArrayView<float> sums, ArrayView<int> step, BatchSumTask task)
    {
        int channel = Grid.IdxX * Group.DimZ + Group.IdxZ, own = Math.Min(channel, task.Channels - 1);
        long start = (long)Grid.IdxZ * (task.TileStride >> 2) + own * task.Plane;
        ArrayView<Float4> gradients = g.SubView(start, task.Plane), values = z.SubView(start, task.Plane);
        float mean = statistics[own], inverse = statistics[task.StatisticsStride + own];
        int i = Grid.IdxY * task.PerPart + Group.IdxX, end = Math.Min((Grid.IdxY + 1) * task.PerPart, task.Plane), apart = Group.DimX;
        LaneSums total = default;
        for (; i < end; i += 3 * apart)
        {
            Float4 a = gradients[i], x = values[i], b = default, y = b, c = b, w = b;
            if (i + apart < end) b = gradients[i + apart];
            if (i + apart < end) y = values[i + apart];
            if (i + 2 * apart < end) c = gradients[i + 2 * apart];
            if (i + 2 * apart < end) w = values[i + 2 * apart];
            total = AddGradient(AddGradient(AddGradient(total, a, x, mean), b, y, mean), c, w, mean);
        }

        SumPair sum = GroupSums.Add(Valid(total, step));
        if (Group.IdxX != 0 | channel >= task.Channels) return;
        Write(sums, new SumPair(sum.A, sum.B * inverse), channel, task);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneSums AddValue(LaneSums sums, Float4 value, float shift)
    {
        Float4 difference = Vectors.Add(value, Vectors.Same(-shift));
        sums.First = Vectors.Add(sums.First, difference);
        sums.Second = Vectors.Add(sums.Second, Vectors.Multiply(difference, difference));
        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneSums AddGradient(LaneSums sums, Float4 gradient, Float4 value, float mean)
    {
        sums.First = Vectors.Add(sums.First, gradient);
        sums.Second = Vectors.Add(sums.Second, Vectors.Multiply(gradient, Vectors.Add(value, Vectors.Same(-mean))));
        return sums;
    }

    /// <summary>A thread's sums over those of its lanes that hold samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SumPair Valid(LaneSums sums, ArrayView<int> step)
    {
        int valid = step[StepLayout.Count] - Grid.IdxZ * GpuLayout.Lanes - (Group.IdxX & (Grids.VectorsOfValue - 1)) * 4;
        return new SumPair(Vectors.Sum(Vectors.First(sums.First, valid)), Vectors.Sum(Vectors.First(sums.Second, valid)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(ArrayView<float> sums, SumPair sum, int channel, BatchSumTask task)
    {
        long at = (long)Grid.IdxZ * task.TileStride + channel * BatchSums.Floats + Grid.IdxY;
        sums[at] = sum.A;
        sums[at + BatchSums.Second] = sum.B;
    }
}
