using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>Launches of the emitted kernels for tensor cores.</summary>
public static class TensorSteps
{
    /// <summary>Weights of a convolution as the kernel of its outputs takes them.</summary>
    public static void PackForward(GpuFrame frame, in ConvolutionShape shape, ArrayView<float> weights, ArrayView<float> packed) =>
        Pack(frame, shape, weights, packed, isBackward: false);

    /// <summary>The same for the kernel of the gradient by its inputs.</summary>
    public static void PackBackward(GpuFrame frame, in ConvolutionShape shape, ArrayView<float> weights, ArrayView<float> packed) =>
        Pack(frame, shape, weights, packed, isBackward: true);

    /// <inheritdoc cref="ConvolutionSteps.Forward"/>
    /// <param name="weights">Packed.</param>
    /// <param name="blocks">Filters of a warp, by eights.</param>
    public static void Forward(
        GpuFrame frame, Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ConvolutionSizes> kernel,
        in ConvolutionShape shape, int from, ArrayView<float> weights, ArrayView<float> biases, int addend, int to, int blocks, int columnTile) =>
        ConvolutionSteps.Forward(frame, kernel, shape, from, weights, biases, addend, to, 8 * blocks, columnTile);

    /// <inheritdoc cref="ConvolutionSteps.DataGradient"/>
    /// <param name="weights">Packed.</param>
    /// <param name="blocks">Channels of a warp, by eights.</param>
    public static void DataGradient(
        GpuFrame frame, Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ConvolutionSizes> kernel,
        in ConvolutionShape shape, int gradient, ArrayView<float> weights, int addend, int to, int value, float probability, int blocks, int columnTile, int columnShift) =>
        ConvolutionSteps.DataGradient(frame, kernel, shape, gradient, weights, addend, to, value, probability, 8 * blocks, columnTile, columnShift);

    /// <inheritdoc cref="ConvolutionSteps.WeightGradient"/>
    public static void WeightGradient(
        GpuFrame frame, Action<ArrayView<float>, ArrayView<float>, ArrayView<float>, WeightGradientSizes> kernel, in ConvolutionShape shape,
        int value, int gradient, int parameter, int filterTile, int channelTile) =>
        ConvolutionSteps.WeightGradient(frame, kernel, shape, value, gradient, parameter, shape.Columns.Kernel, filterTile, channelTile);

    private static void Pack(GpuFrame frame, in ConvolutionShape shape, ArrayView<float> weights, ArrayView<float> packed, bool isBackward)
    {
        (int targets, int sources) = isBackward ? (shape.Channels, shape.Filters) : (shape.Filters, shape.Channels);
        int taps = shape.Rows.Kernel * shape.Columns.Kernel, pairs = Grids.Ceiling(targets, 16);
        var config = new KernelConfig(new Index3D(taps, Grids.Ceiling(sources, 8), shape.Groups * pairs), new Index3D(GpuLayout.Lanes, 1, 1));
        frame.Launch(
            PackingKernels.Pack, config, weights, packed.Cast<Float4>(), new Divisor(pairs),
            new PackingTask(shape.Filters, shape.Channels, taps, isBackward ? 1 : 0, pairs));
    }
}
