using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    /// <summary>1 / (1 + e^-x).</summary>
    public static Vector512<float> Sigmoid(Vector512<float> x) =>
        Vector512<float>.One / (Vector512<float>.One + Vector512.Exp(-x));
}
