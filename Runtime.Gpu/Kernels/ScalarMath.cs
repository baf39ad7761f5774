using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>Functions of one float, as exact as those of <c>VectorMath</c> on the CPU: the device's own are approximate.</summary>
public static class ScalarMath
{
    /// <summary>The larger of two; not-a-number wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(float a, float b) => b > a | float.IsNaN(b) ? b : a;

    /// <summary>tanh x as a rational function x p(x^2) / q(x^2) of degrees 13 and 6, on |x| up to where tanh rounds to 1.</summary>
    /// <remarks>The minimax coefficients are those of Eigen's float tanh; the largest absolute error is 2.4e-7. Not-a-number stays so.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x)
    {
        float clamped = Clamp(x, -7.90531110763549805f, 7.90531110763549805f);
        float square = clamped * clamped;
        float p = -2.76076847742355e-16f;
        p = p * square + 2.00018790482477e-13f;
        p = p * square + -8.60467152213735e-11f;
        p = p * square + 5.12229709037114e-08f;
        p = p * square + 1.48572235717979e-05f;
        p = p * square + 6.37261928875436e-04f;
        p = p * square + 4.89352455891786e-03f;
        float q = 1.19825839466702e-06f;
        q = q * square + 1.18534705686654e-04f;
        q = q * square + 2.26843463243900e-03f;
        q = q * square + 4.89352518554385e-03f;
        return clamped * p / q;
    }

    /// <summary>e^x as 2^n e^r with |r| up to half of log 2, and e^r by the polynomial of Cephes' expf.</summary>
    /// <remarks>e^0 is 1 and no negative x gives more, which elu's slope relies on; it overflows to infinity, underflows to zero, and
    /// not-a-number stays not-a-number.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x)
    {
        // Adding 1.5 * 2^23 leaves a sum's integer part in its lowest bits.
        const float shifter = 12582912f;
        float clamped = Clamp(x, -104f, 89f);
        float shifted = clamped * 1.44269504088896341f + shifter;
        float n = shifted - shifter;
        float r = n * -0.693359375f + clamped;
        r = n * 2.12194440e-4f + r;
        float p = 1.9875691500e-4f;
        p = p * r + 1.3981999507e-3f;
        p = p * r + 8.3334519073e-3f;
        p = p * r + 4.1665795894e-2f;
        p = p * r + 1.6666665459e-1f;
        p = p * r + 5.0000001201e-1f;
        p = p * r + 1f;
        p = p * r + 1f;
        return Scale(p, (int)Interop.FloatAsInt(shifted) - 0x4B400000);
    }

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => 1f / (1f + Exp(-x));

    /// <summary>Natural logarithm of a normal number, by Cephes' logf: x = m 2^n with m around 1, and a polynomial in m - 1.</summary>
    /// <remarks>Infinity and not-a-number come back as they are; of zero and below it is not-a-number.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x)
    {
        // The bits of sqrt(1/2): what lies above them in the exponent's place is the power of two that leaves m within sqrt(1/2)..sqrt(2).
        const int root = 0x3F3504F3;
        int n = ((int)Interop.FloatAsInt(x) - root) >> 23;
        float m = Interop.IntAsFloat((uint)((int)Interop.FloatAsInt(x) - (n << 23)));
        float r = m - 1f, square = r * r;
        float p = 7.0376836292e-2f;
        p = p * r + -1.1514610310e-1f;
        p = p * r + 1.1676998740e-1f;
        p = p * r + -1.2420140846e-1f;
        p = p * r + 1.4249322787e-1f;
        p = p * r + -1.6668057665e-1f;
        p = p * r + 2.0000714765e-1f;
        p = p * r + -2.4999993993e-1f;
        p = p * r + 3.3333331174e-1f;
        float tail = p * r * square + n * -2.12194440e-4f - 0.5f * square;
        float result = r + tail + n * 0.693359375f;
        return x > 0 ? (x < float.PositiveInfinity ? result : x) : float.NaN;
    }

    /// <summary>Within the bounds; not-a-number stays so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Clamp(float x, float low, float high)
    {
        float raised = x < low ? low : x;
        return raised > high ? high : raised;
    }

    /// <summary>x 2^n for |n| up to 150, in two factors, for a single one could not reach the smallest numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Scale(float x, int n)
    {
        int half = n >> 1;
        return x * Interop.IntAsFloat((uint)((half + 127) << 23)) * Interop.IntAsFloat((uint)((n - half + 127) << 23));
    }
}
