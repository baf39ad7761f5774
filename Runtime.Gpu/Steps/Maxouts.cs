namespace NetArch.Gpu;

/// <summary>The largest of every few neighbouring channels (Goodfellow et al. 2013).</summary>
public static class Maxouts
{
    /// <summary>y[c, position] = max over p of x[c pieces + p, position]; not-a-number wins.</summary>
    /// <param name="channels">Of the result.</param>
    public static void Forward(GpuFrame frame, int from, int to, int channels, int pieces, int positions) => frame.Launch(
        MaxoutKernels.Forward, Grids.OfPlanes(frame, channels, positions), frame.VectorsAt(from), frame.VectorsAt(to),
        channels, pieces, positions * Grids.VectorsOfValue, frame.VectorStride());

    /// <summary>The gradient goes to the first of the largest pieces; the others get zero.</summary>
    /// <param name="to">As <paramref name="value"/>, which it may be.</param>
    public static void Backward(GpuFrame frame, int value, int result, int gradient, int to, int channels, int pieces, int positions) => frame.Launch(
        MaxoutKernels.Backward, Grids.OfPlanes(frame, channels, positions),
        frame.VectorsAt(value), frame.VectorsAt(result), frame.VectorsAt(gradient), frame.VectorsAt(to),
        channels, pieces, positions * Grids.VectorsOfValue, frame.VectorStride());
}
