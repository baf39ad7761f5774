using ILGPU;

namespace NetArch.Gpu;

/// <summary>Between the usual layout, sample by sample, and the lane layout: squares of 32 samples x 32 values, turned round in shared memory.</summary>
/// <remarks>Group: 32 x 8; a warp takes every eighth row of the square. Rows of shared memory have 33 floats, so that neither direction
/// meets a bank twice. Grid: squares along a sample's values, tiles.</remarks>
internal static class SampleKernels
{
    public const int Warps = 8;

    private const int Lanes = GpuLayout.Lanes, Row = Lanes + 1;

    /// <summary>tile[i][lane] = sample[lane][i]; lanes without a sample become zero.</summary>
    public static void Pack(ArrayView<float> samples, ArrayView<float> to, ArrayView<int> step, int count, int stride)
    {
        ArrayView<float> square = SharedMemory.Allocate<float>(Lanes * Row);
        int x = Group.IdxX, y = Group.IdxY, tile = Grid.IdxY, first = Grid.IdxX * Lanes;
        int valid = step[StepLayout.Count] - tile * Lanes;
        long source = ((long)tile * Lanes + y) * count + first + x;
        bool inside = first + x < count;
        float a = 0, b = 0, c = 0, d = 0;
        if (inside & y < valid) a = samples[source];
        if (inside & y + Warps < valid) b = samples[source + (long)Warps * count];
        if (inside & y + 2 * Warps < valid) c = samples[source + 2L * Warps * count];
        if (inside & y + 3 * Warps < valid) d = samples[source + 3L * Warps * count];
        square[y * Row + x] = a;
        square[(y + Warps) * Row + x] = b;
        square[(y + 2 * Warps) * Row + x] = c;
        square[(y + 3 * Warps) * Row + x] = d;
        Group.Barrier();

        long target = (long)tile * stride + (first + y) * Lanes + x;
        int left = count - first - y;
        if (left > 0) to[target] = square[x * Row + y];
        if (left > Warps) to[target + Warps * Lanes] = square[x * Row + y + Warps];
        if (left > 2 * Warps) to[target + 2 * Warps * Lanes] = square[x * Row + y + 2 * Warps];
        if (left > 3 * Warps) to[target + 3 * Warps * Lanes] = square[x * Row + y + 3 * Warps];
    }

    /// <summary>sample[lane][i] = tile[i][lane], for the samples that exist.</summary>
    public static void Unpack(ArrayView<float> from, ArrayView<float> samples, ArrayView<int> step, int count, int stride)
    {
        ArrayView<float> square = SharedMemory.Allocate<float>(Lanes * Row);
        int x = Group.IdxX, y = Group.IdxY, tile = Grid.IdxY, first = Grid.IdxX * Lanes;
        long source = (long)tile * stride + (first + y) * Lanes + x;
        int left = count - first - y;
        float a = 0, b = 0, c = 0, d = 0;
        if (left > 0) a = from[source];
        if (left > Warps) b = from[source + Warps * Lanes];
        if (left > 2 * Warps) c = from[source + 2 * Warps * Lanes];
        if (left > 3 * Warps) d = from[source + 3 * Warps * Lanes];
        square[y * Row + x] = a;
        square[(y + Warps) * Row + x] = b;
        square[(y + 2 * Warps) * Row + x] = c;
        square[(y + 3 * Warps) * Row + x] = d;
        Group.Barrier();

        int valid = step[StepLayout.Count] - tile * Lanes;
        long target = ((long)tile * Lanes + y) * count + first + x;
        bool inside = first + x < count;
        if (inside & y < valid) samples[target] = square[x * Row + y];
        if (inside & y + Warps < valid) samples[target + (long)Warps * count] = square[x * Row + y + Warps];
        if (inside & y + 2 * Warps < valid) samples[target + 2L * Warps * count] = square[x * Row + y + 2 * Warps];
        if (inside & y + 3 * Warps < valid) samples[target + 3L * Warps * count] = square[x * Row + y + 3 * Warps];
    }
}
