using System.Runtime.CompilerServices;

namespace NetArch.Gpu;

/// <summary>s^-beta for positive s.</summary>
internal interface INegativePower
{
    static abstract float Raise(float s, float beta);
}

/// <summary>beta = 3/4, the usual one, by two square roots.</summary>
internal readonly struct ThreeQuarters : INegativePower
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Raise(float s, float beta)
    {
        float root = MathF.Sqrt(s);
        return 1f / (root * MathF.Sqrt(root));
    }
}

/// <summary>Any beta, as e^(-beta log s).</summary>
internal readonly struct AnyPower : INegativePower
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Raise(float s, float beta) => ScalarMath.Exp(ScalarMath.Log(s) * -beta);
}
