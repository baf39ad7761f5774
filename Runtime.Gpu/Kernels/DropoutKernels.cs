using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>What a dropout does: a value whose 16 random bits are below the threshold becomes zero, any other is scaled.</summary>
internal readonly record struct DropoutTask(int Layer, uint Threshold, float Scale)
{
    public static DropoutTask Of(int layer, float probability) => new(layer, (uint)MathF.Round(probability * 65536), 1 / (1 - probability));
}

/// <summary>Inverted dropout, in place. Group: 32 lanes x warps.</summary>
internal static class DropoutKernels
{
    /// <summary>Values that one draw decides.</summary>
    public const int Block = 8;

    /// <summary>Each value by itself. A warp has a block of eight values; grid: x over blocks, y over tiles.</summary>
    public static void Drop(ArrayView<float> values, ArrayView<int> step, int count, int stride, DropoutTask task)
    {
        const int lanes = GpuLayout.Lanes;
        int lane = Group.IdxX, block = Grid.IdxX * Group.DimY + Group.IdxY, left = count - block * Block;
        if (left <= 0) return;
        ArrayView<float> own = values.SubView((long)Grid.IdxY * stride + block * Block * lanes + lane, Math.Min(left, Block) * lanes - lane);
        float a = own[0], b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
        if (left > 1) b = own[lanes];
        if (left > 2) c = own[2 * lanes];
        if (left > 3) d = own[3 * lanes];
        if (left > 4) e = own[4 * lanes];
        if (left > 5) f = own[5 * lanes];
        if (left > 6) g = own[6 * lanes];
        if (left > 7) h = own[7 * lanes];
        RandomWords words = GpuPhilox.Draw(step, step[StepLayout.Indices + Grid.IdxY * lanes + lane], block, task.Layer);
        own[0] = Low(a, words.A, task);
        if (left > 1) own[lanes] = High(b, words.A, task);
        if (left > 2) own[2 * lanes] = Low(c, words.B, task);
        if (left > 3) own[3 * lanes] = High(d, words.B, task);
        if (left > 4) own[4 * lanes] = Low(e, words.C, task);
        if (left > 5) own[5 * lanes] = High(f, words.C, task);
        if (left > 6) own[6 * lanes] = Low(g, words.D, task);
        if (left > 7) own[7 * lanes] = High(h, words.D, task);
    }

    /// <summary>Whole channels, one decision for each sample and channel. A warp has every DimY-th position of a chunk; grid: x over channels,
    /// y over chunks of positions, z over tiles.</summary>
    public static void DropChannels(ArrayView<float> values, ArrayView<int> step, int positions, int perChunk, int stride, DropoutTask task)
    {
        const int lanes = GpuLayout.Lanes;
        int lane = Group.IdxX, channel = Grid.IdxX;
        RandomWords words = GpuPhilox.Draw(step, step[StepLayout.Indices + Grid.IdxZ * lanes + lane], channel >> 3, task.Layer);
        uint word = (channel & 4) == 0 ? ((channel & 2) == 0 ? words.A : words.B) : (channel & 2) == 0 ? words.C : words.D;
        uint bits = (channel & 1) == 0 ? word & 0xFFFF : word >> 16;
        bool kept = bits >= task.Threshold;
        int end = Math.Min((Grid.IdxY + 1) * perChunk, positions);
        long start = (long)Grid.IdxZ * stride + (long)channel * positions * lanes + lane;
        for (int i = Grid.IdxY * perChunk + Group.IdxY; i < end; i += Group.DimY)
        {
            long at = start + i * lanes;
            values[at] = kept ? values[at] * task.Scale : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Low(float value, uint word, DropoutTask task) => (word & 0xFFFF) >= task.Threshold ? value * task.Scale : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float High(float value, uint word, DropoutTask task) => word >> 16 >= task.Threshold ? value * task.Scale : 0;
}
