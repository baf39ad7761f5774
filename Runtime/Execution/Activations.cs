using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>A function of one value, and its derivative written by the function's own result where that is enough.</summary>
/// <remarks>Kernels are generic over it; the result is what stays in memory, so backward needs nothing else. Where
/// <see cref="DerivesByInput"/> is true a result does not determine the slope, and the input has to stay instead.</remarks>
public interface IActivation
{
    /// <summary>True for y = x, so that kernels can leave the pass out.</summary>
    static abstract bool IsIdentity { get; }

    /// <summary>True where <see cref="Derivative"/> takes the input x rather than the result y.</summary>
    static abstract bool DerivesByInput { get; }

    static abstract Vector512<float> Apply(Vector512<float> x);

    /// <summary>dy/dx where y is the result, or the input where <see cref="DerivesByInput"/> says so.</summary>
    static abstract Vector512<float> Derivative(Vector512<float> y);
}

/// <summary>y = x.</summary>
public readonly struct Identity : IActivation
{
    public static bool IsIdentity => true;

    public static bool DerivesByInput => false;

    public static Vector512<float> Apply(Vector512<float> x) => x;

    public static Vector512<float> Derivative(Vector512<float> y) => Vector512<float>.One;
}

/// <summary>y = max(0, x); not-a-number stays so, since a native maximum gives its second operand then.</summary>
public readonly struct Relu : IActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Vector512.MaxNative(Vector512<float>.Zero, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> y) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(y, Vector512<float>.Zero), Vector512<float>.One, Vector512<float>.Zero);
}

/// <summary>y = tanh x; dy/dx = 1 - y^2.</summary>
public readonly struct Tanh : IActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> y) => Vector512.FusedMultiplyAdd(-y, y, Vector512<float>.One);
}

/// <summary>y = 1 / (1 + e^-x); dy/dx = y (1 - y).</summary>
public readonly struct Sigmoid : IActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => VectorMath.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> y) => Vector512.FusedMultiplyAdd(-y, y, y);
}
