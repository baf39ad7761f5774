using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>The optimiser's step for every parameter at once: a group of 256 threads takes a chunk, adds up its gradient's parts and applies a rule.</summary>
internal static class OptimizerKernels
{
    public static void Take<TRule>(
        ArrayView<OptimizerChunk> chunks, ArrayView<float> gradients, ArrayView<float> weights, ArrayView<float> first, ArrayView<float> second,
        ArrayView<int> step, int rates)
        where TRule : struct, IOptimizerRule
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(OptimizerTable.Threads);
        OptimizerChunk chunk = chunks[Grid.IdxX];
        float rate = Interop.IntAsFloat((uint)step[rates + chunk.Parameter]);
        if (TRule.SkipsFrozen & rate < 0) return;
        OptimizerNumbers numbers = OptimizerNumbers.Of(step, rate);
        if (chunk.SliceShift == 0)
        {
            for (int i = Group.IdxX; i < chunk.Count; i += OptimizerTable.Threads)
                Apply<TRule>(weights, first, second, chunk.Offset + i, AddParts(gradients, chunk, i, 0, chunk.Parts), numbers);
            return;
        }

        int length = OptimizerTable.Threads >> chunk.SliceShift, element = Group.IdxX & (length - 1);
        int slice = Group.IdxX >> (8 - chunk.SliceShift), slices = 1 << chunk.SliceShift;
        int share = (chunk.Parts + slices - 1) >> chunk.SliceShift;
        bool inside = element < chunk.Count;
        shared[Group.IdxX] = inside ? AddParts(gradients, chunk, element, slice * share, Math.Min((slice + 1) * share, chunk.Parts)) : 0;
        Group.Barrier();
        if (slice != 0 | !inside) return;
        float sum = shared[element];
        for (int i = 1; i < slices; i++) sum += shared[element + i * length];
        Apply<TRule>(weights, first, second, chunk.Offset + element, sum, numbers);
    }

    /// <summary>Parts from..to, in their order; four loads at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float AddParts(ArrayView<float> gradients, OptimizerChunk chunk, int i, int from, int to)
    {
        long at = chunk.Gradient + i + (long)from * chunk.PartFloats, apart = chunk.PartFloats;
        float sum = 0;
        for (int part = from; part < to; part += 4)
        {
            // Where a part does not exist the first is loaded again and not added: see Vectors.Choose.
            bool second = part + 1 < to, third = part + 2 < to, fourth = part + 3 < to;
            float a = gradients[at], b = gradients[second ? at + apart : at];
            float c = gradients[third ? at + 2 * apart : at], d = gradients[fourth ? at + 3 * apart : at];
            sum += a + (second ? b : 0) + ((third ? c : 0) + (fourth ? d : 0));
            at += 4 * apart;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Apply<TRule>(
        ArrayView<float> weights, ArrayView<float> first, ArrayView<float> second, int at, float gradient, OptimizerNumbers numbers)
        where TRule : struct, IOptimizerRule
    {
        OptimizerState state = default;
        state.Weight = weights[at];
        if (TRule.HasFirst) state.First = first[at];
        if (TRule.HasSecond) state.Second = second[at];
        state = TRule.Take(state, gradient, numbers);
        weights[at] = state.Weight;
        if (TRule.HasFirst) first[at] = state.First;
        if (TRule.HasSecond) second[at] = state.Second;
    }
}
