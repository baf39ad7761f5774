using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>The largest of every few neighbouring channels (Goodfellow et al. 2013).</summary>
public static unsafe class Maxout
{
    private const int Width = CpuLayout.Lanes;

    /// <summary>y[c, position] = max over p of x[c pieces + p, position]; not-a-number wins.</summary>
    /// <param name="x">Output channels x pieces x positions x lanes.</param>
    /// <param name="y">Output channels x positions x lanes.</param>
    public static void Forward(float* x, float* y, int outputChannels, int pieces, int positions)
    {
        nint stride = (nint)positions * Width;
        for (int c = 0; c < outputChannels; c++, x += pieces * stride, y += stride)
        {
            for (nint i = 0; i < stride; i += Width)
            {
                Vector512<float> largest = Vector512.Load(x + i);
                for (int piece = 1; piece < pieces; piece++) largest = Vector512.Max(largest, Vector512.Load(x + piece * stride + i));
                Vector512.Store(largest, y + i);
            }
        }
    }

    /// <summary>The gradient goes to the first of the largest pieces; the others get zero.</summary>
    /// <param name="dx">As x, which it may be.</param>
    public static void Backward(float* x, float* y, float* dy, float* dx, int outputChannels, int pieces, int positions)
    {
        nint stride = (nint)positions * Width;
        for (int c = 0; c < outputChannels; c++, x += pieces * stride, dx += pieces * stride, y += stride, dy += stride)
        {
            for (nint i = 0; i < stride; i += Width)
            {
                Vector512<float> largest = Vector512.Load(y + i), left = Vector512.Load(dy + i);
                for (int piece = 0; piece < pieces; piece++)
                {
                    Vector512<float> here = Vector512.Equals(Vector512.Load(x + piece * stride + i), largest);
                    Vector512.Store(left & here, dx + piece * stride + i);
                    left = Vector512.AndNot(left, here);
                }
            }
        }
    }
}
