using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetArch;

/// <summary>Functions of sixteen floats at once.</summary>
public static class VectorMath
{
    /// <summary>tanh x as a rational function x p(x^2) / q(x^2) of degrees 13 and 6, on |x| up to where tanh rounds to 1.</summary>
    /// <remarks>The minimax coefficients are those of Eigen's float tanh; the largest absolute error is 2.4e-7. Not-a-number stays
    /// not-a-number: a native maximum gives its second operand then.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> clamped = Vector512.MinNative(
            Vector512.Create(7.90531110763549805f), Vector512.MaxNative(Vector512.Create(-7.90531110763549805f), x));
        Vector512<float> square = clamped * clamped;
        Vector512<float> p = Vector512.Create(-2.76076847742355e-16f);
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(2.00018790482477e-13f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(-8.60467152213735e-11f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(5.12229709037114e-08f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(1.48572235717979e-05f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(6.37261928875436e-04f));
        p = Vector512.FusedMultiplyAdd(p, square, Vector512.Create(4.89352455891786e-03f));
        Vector512<float> q = Vector512.Create(1.19825839466702e-06f);
        q = Vector512.FusedMultiplyAdd(q, square, Vector512.Create(1.18534705686654e-04f));
        q = Vector512.FusedMultiplyAdd(q, square, Vector512.Create(2.26843463243900e-03f));
        q = Vector512.FusedMultiplyAdd(q, square, Vector512.Create(4.89352518554385e-03f));
        return clamped * p / q;
    }

    /// <summary>e^x as 2^n e^r with |r| up to half of log 2, and e^r by the polynomial of Cephes' expf.</summary>
    /// <remarks>The largest relative error is 1.2e-7. e^0 is 1 and no negative x gives more, which elu's slope relies on; it overflows to
    /// infinity, underflows to zero, and not-a-number stays not-a-number.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        // Adding 1.5 * 2^23 leaves a sum's integer part in its lowest bits.
        Vector512<float> shifter = Vector512.Create(12582912f);
        Vector512<float> clamped = Vector512.MinNative(Vector512.Create(89f), Vector512.MaxNative(Vector512.Create(-104f), x));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(clamped, Vector512.Create(1.44269504088896341f), shifter);
        Vector512<float> n = shifted - shifter;
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), clamped);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        Vector512<float> p = Vector512.Create(1.9875691500e-4f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512<float>.One);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512<float>.One);
        return Avx512F.IsSupported ? Avx512F.Scale(p, n) : Scale(p, shifted.AsInt32() - shifter.AsInt32());
    }

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) =>
        Vector512<float>.One / (Vector512<float>.One + Exp(-x));

    /// <summary>x 2^n for |n| up to 150, in two factors, for a single one could not reach the smallest numbers.</summary>
    internal static Vector512<float> Scale(Vector512<float> x, Vector512<int> n)
    {
        Vector512<int> half = n >> 1, bias = Vector512.Create(127);
        return x * ((half + bias) << 23).AsSingle() * ((n - half + bias) << 23).AsSingle();
    }
}
