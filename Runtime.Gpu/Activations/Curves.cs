using System.Runtime.CompilerServices;

namespace NetArch.Gpu;

/// <summary>y = tanh x; dy/dx = 1 - y^2.</summary>
public readonly struct Tanh : IGpuActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => ScalarMath.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(float y) => 1f - y * y;
}

/// <summary>y = 1 / (1 + e^-x); dy/dx = y (1 - y).</summary>
public readonly struct Sigmoid : IGpuActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => ScalarMath.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(float y) => y - y * y;
}

/// <summary>y = x s with s = 1 / (1 + e^-x) (Ramachandran et al. 2017); dy/dx = s (1 + x (1 - s)), by the input: y has a minimum, so it gives no slope.</summary>
public readonly struct Swish : IGpuActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => x * ScalarMath.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(float x)
    {
        float sigmoid = ScalarMath.Sigmoid(x);
        return x * sigmoid * (1f - sigmoid) + sigmoid;
    }
}
