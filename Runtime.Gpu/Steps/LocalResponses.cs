using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>Local response normalisation over neighbouring channels (Krizhevsky et al. 2012), with PyTorch's window and division of alpha by its size.</summary>
public static class LocalResponses
{
    /// <summary>y = x s^-beta with s = k + alpha / size * the sum of x^2 over channels c - size / 2 .. c + (size - 1) / 2.</summary>
    /// <param name="scales">As x: receives s.</param>
    public static void Forward(
        GpuFrame frame, int from, int scales, int to, int channels, int positions, int size, float alpha, float beta, float k)
    {
        if (beta == 0.75f) Forward<ThreeQuarters>(frame, from, scales, to, TaskOf(frame, channels, positions, size, alpha, beta, k), positions);
        else Forward<AnyPower>(frame, from, scales, to, TaskOf(frame, channels, positions, size, alpha, beta, k), positions);
    }

    /// <summary>dx = dy s^-beta - 2 alpha beta / size * x * the sum of dy y / s over the channels in whose window it lies.</summary>
    /// <param name="scales">Those of <see cref="Forward(GpuFrame, int, int, int, int, int, int, float, float, float)"/>. They are used up.</param>
    /// <param name="to">May be the gradient, but neither value nor result.</param>
    public static void Backward(
        GpuFrame frame, int value, int scales, int result, int gradient, int to, int channels, int positions, int size, float alpha, float beta)
    {
        LocalResponseTask task = TaskOf(frame, channels, positions, size, alpha, beta, 0);
        KernelConfig config = Grids.OfPlanes(frame, channels, positions);
        ArrayView<Float4> ratios = frame.VectorsAt(scales), y = frame.VectorsAt(result), dy = frame.VectorsAt(gradient), dx = frame.VectorsAt(to);
        if (beta == 0.75f) frame.Launch(LocalResponseKernels.Prepare<ThreeQuarters>, config, ratios, y, dy, dx, task);
        else frame.Launch(LocalResponseKernels.Prepare<AnyPower>, config, ratios, y, dy, dx, task);
        frame.Launch(LocalResponseKernels.Finish, config, frame.VectorsAt(value), ratios, dx, task);
    }

    private static void Forward<TPower>(GpuFrame frame, int from, int scales, int to, LocalResponseTask task, int positions)
        where TPower : struct, INegativePower => frame.Launch(
        LocalResponseKernels.Forward<TPower>, Grids.OfPlanes(frame, task.Channels, positions),
        frame.VectorsAt(from), frame.VectorsAt(scales), frame.VectorsAt(to), task);

    private static LocalResponseTask TaskOf(GpuFrame frame, int channels, int positions, int size, float alpha, float beta, float k) => new(
        channels, positions * Grids.VectorsOfValue, frame.VectorStride(), size / 2, (size - 1) / 2, alpha / size, beta, k, -2 * alpha * beta / size);
}
