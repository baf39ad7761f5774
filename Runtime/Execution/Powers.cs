using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>s^-beta for positive s.</summary>
internal interface INegativePower
{
    static abstract Vector512<float> Raise(Vector512<float> s, float beta);
}

/// <summary>beta = 3/4, the usual one, by two square roots.</summary>
internal readonly struct ThreeQuarters : INegativePower
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Raise(Vector512<float> s, float beta)
    {
        Vector512<float> root = Vector512.Sqrt(s);
        return Vector512<float>.One / (root * Vector512.Sqrt(root));
    }
}

/// <summary>Any beta, as e^(-beta log s).</summary>
internal readonly struct AnyPower : INegativePower
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Raise(Vector512<float> s, float beta) => VectorMath.Exp(Vector512.Log(s) * Vector512.Create(-beta));
}
