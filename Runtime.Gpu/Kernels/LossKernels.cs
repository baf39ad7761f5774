using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>What a loss is to do, and where in the step block its targets lie.</summary>
/// <param name="Differentiates">1 where the gradient is wanted.</param>
/// <param name="Judges">1 where there are targets.</param>
/// <param name="Hands">1 where outputs are wanted.</param>
/// <param name="Labels">Index of the first lane's class in the step block.</param>
internal readonly record struct LossTask(int Count, int Stride, int Differentiates, int Judges, int Hands, int Labels);

/// <summary>The end of a network. A group has a tile: each lane a sample, each of up to eight warps every eighth output.</summary>
internal static class LossKernels
{
    public const int Warps = 8;

    private const int Lanes = GpuLayout.Lanes;

    /// <summary>p = e^z / sum e^z, loss -log p[class], gradient by z (p - [class]) times the step's scale.</summary>
    public static void Softmax(
        ArrayView<float> logits, ArrayView<float> gradients, ArrayView<float> outputs, ArrayView<int> step,
        ArrayView<float> losses, ArrayView<int> right, LossTask task)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(Warps * Lanes);
        int lane = Group.IdxX, warp = Group.IdxY, place = Grid.IdxX * Lanes + lane;
        long start = (long)Grid.IdxX * task.Stride;
        int label = -1;
        if (task.Judges != 0 & place < step[StepLayout.Count]) label = step[task.Labels + place];
        // Before evaluation puts the probabilities in its place.
        float own = 0;
        if (label >= 0) own = logits[start + label * Lanes + lane];

        float largest = LargestOf(shared, LargestOfWarp(logits, start + lane, task.Count), lane, warp);
        float sum = SumOf(shared, ExponentialsOfWarp(logits, start + lane, largest, task.Count), lane, warp);
        WriteProbabilities(logits, gradients, outputs, step, start + lane, largest, 1 / sum, label, place, task);
        if (warp != 0) return;
        losses[place] = label >= 0 ? ScalarMath.Log(sum) + largest - own : 0;
        right[place] = label >= 0 & own >= largest ? 1 : 0;
    }

    /// <summary>y = sigmoid z, loss the mean of max(z, 0) - z t + log(1 + e^-|z|), gradient by z (y - t) / outputs times the step's scale.</summary>
    public static void Sigmoid(
        ArrayView<float> logits, ArrayView<float> gradients, ArrayView<float> outputs, ArrayView<float> targets, ArrayView<int> step,
        ArrayView<float> losses, ArrayView<int> right, LossTask task, float share)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(Warps * Lanes);
        int lane = Group.IdxX, warp = Group.IdxY, place = Grid.IdxX * Lanes + lane;
        bool exists = place < step[StepLayout.Count], judged = task.Judges != 0 & exists;
        float scale = Interop.IntAsFloat((uint)step[StepLayout.LossScale]) * share;
        long start = (long)Grid.IdxX * task.Stride + lane;
        float loss = 0, wrong = 0;
        for (int k = warp; k < task.Count; k += Group.DimY)
        {
            long at = start + k * Lanes, output = (long)place * task.Count + k;
            float z = logits[at], e = ScalarMath.Exp(z < 0 ? z : -z);
            float above = 1 + e, inverse = 1 / above;
            float y = z < 0 ? e * inverse : inverse;
            if (task.Differentiates == 0) logits[at] = y;
            if (task.Hands != 0 & exists) outputs[output] = y;
            float target = 0;
            if (judged) target = targets[output];
            // log(1 + e) of the sum as it was rounded, and what rounding took.
            loss += (z < 0 ? 0 : z) - z * target + (ScalarMath.Log(above) + (e - (above - 1)) * inverse);
            wrong += y > 0.5f != target > 0.5f ? 1 : 0;
            if (task.Differentiates != 0) gradients[at] = judged ? (y - target) * scale : 0;
        }

        float total = SumOf(shared, loss, lane, warp), errors = SumOf(shared, wrong, lane, warp);
        if (warp != 0) return;
        losses[place] = judged ? total * share : 0;
        right[place] = judged & errors == 0 ? 1 : 0;
    }

    /// <summary>(y - t)^2, summed; the gradient is 2 (y - t) times the step's scale.</summary>
    public static void Square(
        ArrayView<float> values, ArrayView<float> gradients, ArrayView<float> outputs, ArrayView<float> targets, ArrayView<int> step,
        ArrayView<float> losses, ArrayView<int> right, LossTask task)
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(Warps * Lanes);
        int lane = Group.IdxX, warp = Group.IdxY, place = Grid.IdxX * Lanes + lane;
        bool exists = place < step[StepLayout.Count], judged = task.Judges != 0 & exists;
        float scale = Interop.IntAsFloat((uint)step[StepLayout.LossScale]);
        long start = (long)Grid.IdxX * task.Stride + lane;
        float loss = 0;
        for (int k = warp; k < task.Count; k += Group.DimY)
        {
            long at = start + k * Lanes, output = (long)place * task.Count + k;
            float y = values[at], error = 0;
            if (task.Hands != 0 & exists) outputs[output] = y;
            if (judged) error = y - targets[output];
            loss += error * error;
            if (task.Differentiates != 0) gradients[at] = 2 * error * scale;
        }

        float total = SumOf(shared, loss, lane, warp);
        if (warp != 0) return;
        losses[place] = total;
        right[place] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LargestOfWarp(ArrayView<float> logits, long at, int count)
    {
        float largest = float.NegativeInfinity;
        int warps = Group.DimY, k = Group.IdxY;
        for (; k + 3 * warps < count; k += 4 * warps)
        {
            float a = logits[at + k * Lanes], b = logits[at + (k + warps) * Lanes];
            float c = logits[at + (k + 2 * warps) * Lanes], d = logits[at + (k + 3 * warps) * Lanes];
            largest = ScalarMath.Largest(largest, ScalarMath.Largest(ScalarMath.Largest(a, b), ScalarMath.Largest(c, d)));
        }

        for (; k < count; k += warps) largest = ScalarMath.Largest(largest, logits[at + k * Lanes]);
        return largest;
    }

    /// <summary>A warp's sum of e^(z - largest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ExponentialsOfWarp(ArrayView<float> logits, long at, float largest, int count)
    {
        float sum = 0;
        int warps = Group.DimY, k = Group.IdxY;
        for (; k + 3 * warps < count; k += 4 * warps)
        {
            float a = logits[at + k * Lanes], b = logits[at + (k + warps) * Lanes];
            float c = logits[at + (k + 2 * warps) * Lanes], d = logits[at + (k + 3 * warps) * Lanes];
            float front = ScalarMath.Exp(a - largest) + ScalarMath.Exp(b - largest);
            sum += front + (ScalarMath.Exp(c - largest) + ScalarMath.Exp(d - largest));
        }

        for (; k < count; k += warps) sum += ScalarMath.Exp(logits[at + k * Lanes] - largest);
        return sum;
    }

    /// <summary>Computes each exponential anew: that takes less time than to read one back that was just written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteProbabilities(
        ArrayView<float> logits, ArrayView<float> gradients, ArrayView<float> outputs, ArrayView<int> step,
        long at, float largest, float inverse, int label, int place, LossTask task)
    {
        bool exists = place < step[StepLayout.Count];
        float scale = Interop.IntAsFloat((uint)step[StepLayout.LossScale]);
        for (int k = Group.IdxY; k < task.Count; k += Group.DimY)
        {
            float p = ScalarMath.Exp(logits[at + k * Lanes] - largest) * inverse;
            if (task.Hands != 0 & exists) outputs[(long)place * task.Count + k] = p;
            if (task.Differentiates == 0) logits[at + k * Lanes] = p;
            else gradients[at + k * Lanes] = exists ? (p - (k == label ? 1 : 0)) * scale : 0;
        }
    }

    /// <summary>The largest over all warps, for every thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LargestOf(ArrayView<float> shared, float value, int lane, int warp)
    {
        shared[warp * Lanes + lane] = value;
        Group.Barrier();
        float largest = shared[lane];
        for (int w = 1; w < Group.DimY; w++) largest = ScalarMath.Largest(largest, shared[w * Lanes + lane]);
        Group.Barrier();
        return largest;
    }

    /// <summary>The sum over all warps, in their order, for every thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumOf(ArrayView<float> shared, float value, int lane, int warp)
    {
        shared[warp * Lanes + lane] = value;
        Group.Barrier();
        float sum = shared[lane];
        for (int w = 1; w < Group.DimY; w++) sum += shared[w * Lanes + lane];
        Group.Barrier();
        return sum;
    }
}
