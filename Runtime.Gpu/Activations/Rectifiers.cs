using System.Runtime.CompilerServices;

namespace NetArch.Gpu;

/// <summary>y = x.</summary>
public readonly struct Identity : IGpuActivation
{
    public static bool IsIdentity => true;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(float y) => 1f;
}

/// <summary>y = max(0, x); not-a-number stays so.</summary>
public readonly struct Relu : IGpuActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => x < 0f ? 0f : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(float y) => y > 0f ? 1f : 0f;
}

/// <summary>y = min(6, max(0, x)); the slope is 0 at both ends.</summary>
public readonly struct Relu6 : IGpuActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x)
    {
        float raised = x < 0f ? 0f : x;
        return raised > 6f ? 6f : raised;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(float y) => y > 0f & y < 6f ? 1f : 0f;
}

/// <summary>y = x where x is positive, slope x elsewhere (Maas et al. 2013).</summary>
/// <remarks>With a negative slope both branches give positive results, so the derivative goes by the input.</remarks>
public readonly struct LeakyRelu<TConstant> : IGpuActivation where TConstant : struct, IConstant
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => TConstant.Value < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => x > 0f ? x : x * TConstant.Value;

    /// <summary>By the result or by the input alike: with a slope of zero or more both have one sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(float value) => value > 0f ? 1f : TConstant.Value;
}

/// <summary>y = x where x is positive, alpha (e^x - 1) elsewhere (Clevert et al. 2015).</summary>
/// <remarks>dy/dx = y + alpha where x is not positive; with a negative alpha the results do not tell where that is, so it goes by the input.</remarks>
public readonly struct Elu<TConstant> : IGpuActivation where TConstant : struct, IConstant
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => TConstant.Value < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x)
    {
        float curve = (ScalarMath.Exp(x) - 1f) * TConstant.Value;
        return x > 0f ? x : curve;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(float value)
    {
        float slope = TConstant.Value < 0 ? TConstant.Value * ScalarMath.Exp(value) : value + TConstant.Value;
        return value > 0f ? 1f : slope;
    }
}
