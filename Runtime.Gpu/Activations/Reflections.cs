using System.Runtime.CompilerServices;

namespace NetArch.Gpu;

/// <summary>y = -x.</summary>
public readonly struct Negate : IGpuActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => -x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(float y) => -1f;
}

/// <summary>y = 1 - x.</summary>
public readonly struct Complement : IGpuActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => 1f - x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Derivative(float y) => -1f;
}
