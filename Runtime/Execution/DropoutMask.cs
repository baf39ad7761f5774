using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>Inverted dropout: a value is zeroed with probability p, the rest scaled by 1 / (1 - p) (Srivastava et al. 2014).</summary>
/// <remarks>Whether a value is dropped depends on seed, step, layer, the sample's index in the data set and the value's
/// index, and on nothing else: it is the same on every backend, for any batch order and any number of threads. One Philox
/// block, counter (sample, index / 8, step, layer), decides eight values by 16 bits each.</remarks>
public static unsafe class DropoutMask
{
    private const int Width = CpuLayout.Lanes;
    private const int ValuesPerBlock = 8;

    /// <summary>Applies it to values first..first + count of a tile, in place; forward to activations, backward to gradients.</summary>
    public static void Apply(CpuFrame* frame, int tile, float* values, int first, int count, int layer, float probability)
    {
        if (!frame->Dropout) return;
        Vector512<uint> samples = Samples(frame, tile);
        uint threshold = Threshold(probability);
        Vector512<float> scale = Vector512.Create(1 / (1 - probability));
        for (int block = first / ValuesPerBlock; block * ValuesPerBlock < first + count; block++)
        {
            Draw(frame, samples, block, layer, out Vector512<uint> x0, out Vector512<uint> x1, out Vector512<uint> x2, out Vector512<uint> x3);
            int start = block * ValuesPerBlock;
            Drop(values, start, first, first + count, x0, x1, threshold, scale);
            Drop(values, start + 4, first, first + count, x2, x3, threshold, scale);
        }
    }

    /// <summary>Applies it to whole channels of a tile, in place: one decision for each sample and channel, indexed by the channel.</summary>
    /// <param name="values">Channels x positions x lanes.</param>
    public static void ApplyChannels(CpuFrame* frame, int tile, float* values, int channels, int positions, int layer, float probability)
    {
        if (!frame->Dropout) return;
        Vector512<uint> samples = Samples(frame, tile);
        float* kept = stackalloc float[ValuesPerBlock * Width];
        for (int start = 0; start < channels; start += ValuesPerBlock)
        {
            // The factors of eight channels: what dropout makes of ones.
            for (int k = 0; k < ValuesPerBlock; k++) Vector512.Store(Vector512<float>.One, kept + k * Width);
            Draw(frame, samples, start / ValuesPerBlock, layer, out Vector512<uint> x0, out Vector512<uint> x1, out Vector512<uint> x2, out Vector512<uint> x3);
            Vector512<float> scale = Vector512.Create(1 / (1 - probability));
            Drop(kept, 0, 0, ValuesPerBlock, x0, x1, Threshold(probability), scale);
            Drop(kept, 4, 0, ValuesPerBlock, x2, x3, Threshold(probability), scale);
            for (int k = 0; k < ValuesPerBlock && start + k < channels; k++, values += (nint)positions * Width)
                Multiply(values, Vector512.Load(kept + k * Width), positions);
        }
    }

    /// <summary>The factor that undoes what dropout took on average: 1 / (1 - p) while it drops, 1 otherwise.</summary>
    public static float Scale(CpuFrame* frame, float probability) => frame->Dropout ? 1 / (1 - probability) : 1;

    /// <summary>The samples' indices in the data set, which is what counts them for the random numbers.</summary>
    private static Vector512<uint> Samples(CpuFrame* frame, int tile)
    {
        var samples = Vector512.Create(0u);
        for (int lane = 0; lane < frame->ValidLanes(tile); lane++)
            samples = samples.WithElement(lane, (uint)frame->Indices[tile * Width + lane]);
        return samples;
    }

    private static uint Threshold(float probability) => (uint)MathF.Round(probability * 65536);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Draw(
        CpuFrame* frame, Vector512<uint> samples, int block, int layer,
        out Vector512<uint> x0, out Vector512<uint> x1, out Vector512<uint> x2, out Vector512<uint> x3)
    {
        x0 = samples;
        x1 = Vector512.Create((uint)block);
        x2 = Vector512.Create((uint)frame->Step);
        x3 = Vector512.Create((uint)layer);
        LanePhilox.Scramble(frame->Seed, ref x0, ref x1, ref x2, ref x3);
    }

    /// <summary>Times a factor that is zero where a sample's channel is dropped: zero then, whatever stood there.</summary>
    private static void Multiply(float* values, Vector512<float> factor, int positions)
    {
        Vector512<float> dropped = Vector512.Equals(factor, Vector512<float>.Zero);
        for (nint i = 0; i < (nint)positions * Width; i += Width)
            Vector512.Store(Vector512.AndNot(Vector512.Load(values + i) * factor, dropped), values + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Drop(
        float* values, int start, int first, int end, Vector512<uint> a, Vector512<uint> b, uint threshold, Vector512<float> scale)
    {
        Vector512<uint> low = Vector512.Create(0xFFFFu);
        Keep(values, start, first, end, a & low, threshold, scale);
        Keep(values, start + 1, first, end, a >> 16, threshold, scale);
        Keep(values, start + 2, first, end, b & low, threshold, scale);
        Keep(values, start + 3, first, end, b >> 16, threshold, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(float* values, int index, int first, int end, Vector512<uint> random, uint threshold, Vector512<float> scale)
    {
        if (index < first || index >= end) return;
        float* value = values + (nint)index * Width;
        Vector512<float> kept = Vector512.GreaterThanOrEqual(random, Vector512.Create(threshold)).AsSingle();
        Vector512.Store(Vector512.ConditionalSelect(kept, Vector512.Load(value) * scale, Vector512<float>.Zero), value);
    }
}
