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
            bool second = i + apart < end, third = i + 2 * apart < end, fourth = i + 3 * apart < end;
            Float4 a = plane[i], b = plane[second ? i + apart : i], c = plane[third ? i + 2 * apart : i], d = plane[fourth ? i + 3 * apart : i];
            // The shift itself adds nothing.
            Float4 none = Vectors.Same(shift);
            total = Add(total, Values(a, Vectors.Choose(second, b, none), shift), Values(Vectors.Choose(third, c, none), Vectors.Choose(fourth, d, none), shift));
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
        for (; i < end; i += 4 * apart)
        {
            bool second = i + apart < end, third = i + 2 * apart < end, fourth = i + 3 * apart < end;
            int j = second ? i + apart : i, k = third ? i + 2 * apart : i, l = fourth ? i + 3 * apart : i;
            Float4 a = gradients[i], b = gradients[j], c = gradients[k], d = gradients[l], none = default;
            Float4 w = values[i], x = values[j], y = values[k], v = values[l];
            total = Add(
                total, Gradients(a, w, Vectors.Choose(second, b, none), x, mean),
                Gradients(Vectors.Choose(third, c, none), y, Vectors.Choose(fourth, d, none), v, mean));
        }

        SumPair sum = GroupSums.Add(Valid(total, step));
        if (Group.IdxX != 0 | channel >= task.Channels) return;
        Write(sums, new SumPair(sum.A, sum.B * inverse), channel, task);
    }

    /// <summary>Two values' differences from the shift, and their squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneSums Values(Float4 a, Float4 b, float shift)
    {
        Float4 first = Vectors.Add(a, Vectors.Same(-shift)), second = Vectors.Add(b, Vectors.Same(-shift));
        LaneSums sums = default;
        sums.First = Vectors.Add(first, second);
        sums.Second = Vectors.Add(Vectors.Multiply(first, first), Vectors.Multiply(second, second));
        return sums;
    }

    /// <summary>Two gradients, and their products with the values' differences from the mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneSums Gradients(Float4 a, Float4 x, Float4 b, Float4 y, float mean)
    {
        Float4 first = Vectors.Add(x, Vectors.Same(-mean)), second = Vectors.Add(y, Vectors.Same(-mean));
        LaneSums sums = default;
        sums.First = Vectors.Add(a, b);
        sums.Second = Vectors.Add(Vectors.Multiply(a, first), Vectors.Multiply(b, second));
        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LaneSums Add(LaneSums sums, LaneSums a, LaneSums b)
    {
        sums.First = Vectors.Add(sums.First, Vectors.Add(a.First, b.First));
        sums.Second = Vectors.Add(sums.Second, Vectors.Add(a.Second, b.Second));
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
