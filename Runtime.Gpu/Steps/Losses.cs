using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>The end of a network: outputs, loss, right answers, and the gradient of the loss by the last layer's input.</summary>
/// <remarks>Where <c>gradient</c> is -1 only outputs and statistics are wanted. Lanes without a sample get a gradient of zero.</remarks>
public static class Losses
{
    /// <summary>Softmax, p = e^z / sum e^z, and cross-entropy -log p[class]; the gradient by z is p - [class].</summary>
    /// <param name="from">The logits; the probabilities in the end, where no gradient is asked for.</param>
    public static void SoftmaxCrossEntropy(GpuFrame frame, int from, int gradient, int count) => frame.Launch(
        LossKernels.Softmax, Config(frame, count), frame.At(from), Gradients(frame, from, gradient), Outputs(frame, from), frame.Step,
        frame.Losses, frame.Correct, TaskOf(frame, gradient, count));

    /// <summary>y = sigmoid z and binary cross-entropy against targets in [0, 1], the mean over outputs; the gradient by z is y - t.</summary>
    /// <param name="from">As for <see cref="SoftmaxCrossEntropy"/>.</param>
    public static void SigmoidCrossEntropy(GpuFrame frame, int from, int gradient, int count) => frame.Launch(
        LossKernels.Sigmoid, Config(frame, count), frame.At(from), Gradients(frame, from, gradient), Outputs(frame, from), Targets(frame), frame.Step,
        frame.Losses, frame.Correct, TaskOf(frame, gradient, count), 1f / count);

    /// <summary>(y - t)^2, summed; the gradient is 2 (y - t), scaled as the reduction says.</summary>
    public static void SquaredError(GpuFrame frame, int from, int gradient, int count) => frame.Launch(
        LossKernels.Square, Config(frame, count), frame.At(from), Gradients(frame, from, gradient), Outputs(frame, from), Targets(frame), frame.Step,
        frame.Losses, frame.Correct, TaskOf(frame, gradient, count));

    /// <summary>Warps by the outputs, two each until there are eight.</summary>
    private static KernelConfig Config(GpuFrame frame, int count) => new(
        new Index3D(frame.Tiles, 1, 1), new Index3D(GpuLayout.Lanes, Math.Min(LossKernels.Warps, Grids.Ceiling(count, 2)), 1));

    private static LossTask TaskOf(GpuFrame frame, int gradient, int count) => new(
        count, frame.TileStride, gradient < 0 ? 0 : 1, frame.HasTargets ? 1 : 0, frame.WantsOutputs ? 1 : 0, StepLayout.Labels(frame.Tiles));

    // A view that is not used still has to be one.
    private static ArrayView<float> Gradients(GpuFrame frame, int from, int gradient) => frame.At(gradient < 0 ? from : gradient);

    private static ArrayView<float> Outputs(GpuFrame frame, int from) => frame.WantsOutputs ? frame.Outputs : frame.At(from);

    private static ArrayView<float> Targets(GpuFrame frame) => frame.HasTargets ? frame.Targets : frame.Step.Cast<float>();
}
