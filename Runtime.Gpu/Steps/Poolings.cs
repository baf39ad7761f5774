using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>Maxima and averages over windows, forward and backward.</summary>
public static class Poolings
{
    /// <summary>y = the maximum of each window; padding is never one, and not-a-number wins.</summary>
    public static void Maximum(GpuFrame frame, int from, int to, PoolingShape shape) => Pool<MaximumPooling>(frame, from, to, shape);

    /// <summary>y = the average of each window; padding counts, as zeros.</summary>
    public static void Average(GpuFrame frame, int from, int to, PoolingShape shape) => Pool<AveragePooling>(frame, from, to, shape);

    /// <summary>dz = f'(value) times the gradients of the windows whose first largest value it is.</summary>
    /// <param name="value">What was pooled.</param>
    /// <param name="pooled">What became of it.</param>
    public static void MaximumGradient<TActivation>(GpuFrame frame, int pooledGradient, int value, int pooled, int to, PoolingShape shape)
        where TActivation : struct, IGpuActivation
    {
        ArrayView<Float4> dp = frame.VectorsAt(pooledGradient), values = frame.VectorsAt(value), tops = frame.VectorsAt(pooled), dz = frame.VectorsAt(to);
        if (shape.IsExactHalving)
        {
            frame.Launch(
                PoolingGradientKernels.HalveMaximum<TActivation>, Grids.OfRows(frame, shape.Channels, shape.OutputHeight, shape.OutputWidth),
                dp, values, tops, dz, shape, frame.VectorStride());
            return;
        }

        frame.Launch(
            PoolingGradientKernels.Maximum<TActivation>, Grids.OfRows(frame, shape.Channels, shape.Height, shape.Width),
            dp, values, tops, dz, shape, new Divisor(shape.StrideHeight), new Divisor(shape.StrideWidth), frame.VectorStride());
    }

    /// <summary>dz = f'(value) times the shares in the gradients of the windows it lies in.</summary>
    /// <param name="value">Not read where the activation is <see cref="Identity"/>.</param>
    public static void AverageGradient<TActivation>(GpuFrame frame, int pooledGradient, int value, int to, PoolingShape shape)
        where TActivation : struct, IGpuActivation
    {
        ArrayView<Float4> dp = frame.VectorsAt(pooledGradient), values = frame.VectorsAt(value < 0 ? to : value), dz = frame.VectorsAt(to);
        if (shape.IsGlobal)
        {
            int positions = shape.Height * shape.Width;
            frame.Launch(
                PoolingGradientKernels.Spread<TActivation>, Grids.OfPlanes(frame, shape.Channels, positions),
                dp, values, dz, shape.Channels, positions * Grids.VectorsOfValue, 1f / positions, frame.VectorStride());
            return;
        }

        frame.Launch(
            PoolingGradientKernels.Average<TActivation>, Grids.OfRows(frame, shape.Channels, shape.Height, shape.Width),
            dp, values, dz, shape, PoolingShares.Of(shape), new Divisor(shape.StrideHeight), new Divisor(shape.StrideWidth), frame.VectorStride());
    }

    private static void Pool<TPooling>(GpuFrame frame, int from, int to, PoolingShape shape)
        where TPooling : struct, IPooling
    {
        ArrayView<Float4> x = frame.VectorsAt(from), y = frame.VectorsAt(to);
        KernelConfig rows = Grids.OfRows(frame, shape.Channels, shape.OutputHeight, shape.OutputWidth);
        int positions = shape.Height * shape.Width, stride = frame.VectorStride();
        if (shape.IsGlobal && positions >= PoolingKernels.GlobalRows)
        {
            KernelConfig planes = new(
                new Index3D(shape.Channels, frame.Tiles, 1), new Index3D(Grids.VectorsOfValue, PoolingKernels.GlobalRows, 1));
            frame.Launch(PoolingKernels.Global<TPooling>, planes, x, y, positions, 1f / positions, stride);
        }
        else if (shape.IsHalving) frame.Launch(PoolingKernels.Halve<TPooling>, rows, x, y, shape, stride);
        else frame.Launch(PoolingKernels.Forward<TPooling>, rows, x, y, shape, PoolingShares.Of(shape), stride);
    }
}
