using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch.Benchmarks.Kernels;

/// <summary>What one core of this machine can do at most: multiply-adds on registers alone.</summary>
internal static class PeakRate
{
    private const int Rounds = 20;
    private const int Iterations = 200_000;
    private const int Accumulators = 12;

    private static readonly Lazy<double> Measured = new(Measure);

    /// <summary>Multiply-adds a second.</summary>
    public static double MultiplyAddsPerSecond => Measured.Value;

    private static double Measure()
    {
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            Spin(Vector512.Create(1e-9f), Iterations);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return (double)Iterations * Accumulators * Vector512<float>.Count / best;
    }

    /// <summary>Twelve chains hide the latency of two pipes of four to five cycles.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> Spin(Vector512<float> x, int iterations)
    {
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < iterations; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
            i = Vector512.FusedMultiplyAdd(i, x, x);
            j = Vector512.FusedMultiplyAdd(j, x, x);
            k = Vector512.FusedMultiplyAdd(k, x, x);
            l = Vector512.FusedMultiplyAdd(l, x, x);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }
}
