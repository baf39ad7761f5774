using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>Sums of two tiles' values: where two paths of a network meet, and where their gradients do.</summary>
public static unsafe class LaneSums
{
    private const int Width = CpuLayout.Lanes;

    /// <summary>y = f(a + b) over <paramref name="count"/> vectors; y may be a or b.</summary>
    public static void Add<TActivation>(float* a, float* b, float* y, int count)
        where TActivation : struct, IActivation
    {
        nint i = 0, end = (nint)count * Width;
        for (; i + 2 * Width <= end; i += 2 * Width)
        {
            Vector512<float> x0 = Vector512.Load(a + i) + Vector512.Load(b + i);
            Vector512<float> x1 = Vector512.Load(a + i + Width) + Vector512.Load(b + i + Width);
            Vector512.Store(TActivation.Apply(x0), y + i);
            Vector512.Store(TActivation.Apply(x1), y + i + Width);
        }

        if (i < end) Vector512.Store(TActivation.Apply(Vector512.Load(a + i) + Vector512.Load(b + i)), y + i);
    }

    /// <summary>Adds <paramref name="count"/> vectors to those that are there.</summary>
    public static void Accumulate(float* to, float* from, int count) => Add<Identity>(to, from, to, count);
}
