using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>y = -x.</summary>
public readonly struct Negate : IActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => -x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> y) => Vector512.Create(-1f);
}

/// <summary>y = 1 - x.</summary>
public readonly struct Complement : IActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Vector512<float>.One - x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> y) => Vector512.Create(-1f);
}
