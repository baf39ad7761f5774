using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>The end of a training step: one launch adds up every gradient's parts, in order, and moves every parameter that is not frozen.</summary>
/// <remarks>The numbers (rates, decay, momentum, ...) are read from the step block; moments lie as the parameters do.</remarks>
internal static class Optimizers
{
    /// <summary>Leaves the gradients, those of frozen parameters too, for whoever asks.</summary>
    /// <param name="chunks">See <see cref="OptimizerTable"/>.</param>
    /// <param name="gradients">As the parameters lie.</param>
    public static void Store(GpuFrame frame, ArrayView<OptimizerChunk> chunks, ArrayView<float> gradients) =>
        Take<StoreRule>(frame, chunks, gradients, gradients, gradients);

    /// <summary>w = w - rate (g + decay w).</summary>
    public static void Sgd(GpuFrame frame, ArrayView<OptimizerChunk> chunks) =>
        Take<DescentRule>(frame, chunks, frame.Parameters, frame.Parameters, frame.Parameters);

    /// <summary>v = momentum v + (g + decay w); w = w - rate v.</summary>
    public static void Momentum(GpuFrame frame, ArrayView<OptimizerChunk> chunks, ArrayView<float> velocity) =>
        Take<MomentumRule>(frame, chunks, frame.Parameters, velocity, velocity);

    /// <summary>Adam, with weight decay in the gradient or, decoupled, on the weight.</summary>
    public static void Adam(GpuFrame frame, ArrayView<OptimizerChunk> chunks, ArrayView<float> first, ArrayView<float> second) =>
        Take<AdamRule>(frame, chunks, frame.Parameters, first, second);

    private static void Take<TRule>(
        GpuFrame frame, ArrayView<OptimizerChunk> chunks, ArrayView<float> weights, ArrayView<float> first, ArrayView<float> second)
        where TRule : struct, IOptimizerRule
    {
        if (chunks.Length == 0) return;
        KernelConfig config = new(new Index3D((int)chunks.Length, 1, 1), new Index3D(OptimizerTable.Threads, 1, 1));
        frame.Launch(
            OptimizerKernels.Take<TRule>, config, chunks, frame.Gradients, weights, first, second, frame.Step, StepLayout.Rates(frame.Tiles));
    }
}
