using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

/// <summary>Pooling of one sample, written down plainly.</summary>
internal static class PoolingReference
{
    public static float[] Maximum(PoolingShape s, float[] x) =>
        [.. Windows(s).Select(window => Inside(s, window).Select(at => x[at]).Aggregate(float.NegativeInfinity, MathF.Max))];

    public static float[] Average(PoolingShape s, float[] x) =>
        [.. Windows(s).Select(window => Inside(s, window).Sum(at => x[at]) / Divisor(s, window))];

    /// <summary>The first largest value of each window gets its gradient.</summary>
    public static float[] MaximumGradient(PoolingShape s, float[] x, float[] dy)
    {
        var dx = new float[x.Length];
        float[] y = Maximum(s, x);
        int output = 0;
        foreach (var window in Windows(s))
        {
            int first = Inside(s, window).Where(at => x[at] == y[output]).DefaultIfEmpty(-1).First();
            if (first >= 0) dx[first] += dy[output];
            output++;
        }

        return dx;
    }

    public static float[] AverageGradient(PoolingShape s, float[] dy)
    {
        var dx = new float[s.Channels * s.Height * s.Width];
        int output = 0;
        foreach (var window in Windows(s))
        {
            foreach (int at in Inside(s, window)) dx[at] += dy[output] / Divisor(s, window);
            output++;
        }

        return dx;
    }

    private static IEnumerable<(int Channel, int Top, int Left)> Windows(PoolingShape s) =>
        from c in Enumerable.Range(0, s.Channels)
        from oy in Enumerable.Range(0, s.OutputHeight)
        from ox in Enumerable.Range(0, s.OutputWidth)
        select (c, oy * s.StrideHeight - s.PaddingHeight, ox * s.StrideWidth - s.PaddingWidth);

    private static IEnumerable<int> Inside(PoolingShape s, (int Channel, int Top, int Left) window) =>
        from y in Enumerable.Range(window.Top, s.KernelHeight)
        from x in Enumerable.Range(window.Left, s.KernelWidth)
        where y >= 0 && y < s.Height && x >= 0 && x < s.Width
        select (window.Channel * s.Height + y) * s.Width + x;

    /// <summary>What lies within the padding counts, what lies beyond it does not.</summary>
    private static int Divisor(PoolingShape s, (int Channel, int Top, int Left) window) =>
        (Math.Min(window.Top + s.KernelHeight, s.Height + s.PaddingHeight) - window.Top)
        * (Math.Min(window.Left + s.KernelWidth, s.Width + s.PaddingWidth) - window.Left);
}
