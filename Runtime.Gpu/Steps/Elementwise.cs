namespace NetArch.Gpu;

/// <summary>Steps with one result for each value, whatever the shape.</summary>
public static class Elementwise
{
    /// <summary>y = f(x); y may be x.</summary>
    public static void Activate<TActivation>(GpuFrame frame, int from, int to, int count)
        where TActivation : struct, IGpuActivation => frame.Launch(
        ElementwiseKernels.Activate<TActivation>, Grids.OfValues(frame, count),
        frame.VectorsAt(from), frame.VectorsAt(to), count * Grids.VectorsOfValue, frame.VectorStride());

    /// <summary>y = x.</summary>
    public static void Copy(GpuFrame frame, int from, int to, int count) => Activate<Identity>(frame, from, to, count);

    /// <summary>y = f(a + b), where two paths meet; y may be a or b.</summary>
    public static void Add<TActivation>(GpuFrame frame, int a, int b, int to, int count)
        where TActivation : struct, IGpuActivation => frame.Launch(
        ElementwiseKernels.Add<TActivation>, Grids.OfValues(frame, count),
        frame.VectorsAt(a), frame.VectorsAt(b), frame.VectorsAt(to), count * Grids.VectorsOfValue, frame.VectorStride());

    /// <summary>Adds to what is there.</summary>
    public static void Accumulate(GpuFrame frame, int from, int to, int count) => Add<Identity>(frame, to, from, to, count);

    /// <summary>dx = dy f'(y), with y the value before dropout scaled it; dx may be dy.</summary>
    /// <param name="value">Not read where the activation is <see cref="Identity"/>.</param>
    /// <param name="probability">That of the dropout behind the activation, or 0.</param>
    public static void Differentiate<TActivation>(GpuFrame frame, int gradient, int value, int to, int count, float probability)
        where TActivation : struct, IGpuActivation
    {
        if (TActivation.IsIdentity)
        {
            Copy(frame, gradient, to, count);
            return;
        }

        float scale = frame.Dropout ? 1 / (1 - probability) : 1;
        frame.Launch(
            ElementwiseKernels.Differentiate<TActivation>, Grids.OfValues(frame, count),
            frame.VectorsAt(gradient), frame.VectorsAt(value), frame.VectorsAt(to), 1 / scale, count * Grids.VectorsOfValue, frame.VectorStride());
    }
}
