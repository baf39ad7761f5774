using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>A number of a layer as a type, so that a kernel specialised to it is generic over nothing but types.</summary>
public interface IConstant
{
    static abstract float Value { get; }
}

/// <summary>y = min(6, max(0, x)); the slope is 0 at both ends.</summary>
public readonly struct Relu6 : IActivation
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) =>
        Vector512.MinNative(Vector512.Create(6f), Vector512.MaxNative(Vector512<float>.Zero, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> y) => Vector512.ConditionalSelect(
        Vector512.GreaterThan(y, Vector512<float>.Zero) & Vector512.LessThan(y, Vector512.Create(6f)), Vector512<float>.One, Vector512<float>.Zero);
}

/// <summary>y = x where x is positive, slope x elsewhere (Maas et al. 2013).</summary>
/// <remarks>With a negative slope both branches give positive results, so the derivative goes by the input.</remarks>
public readonly struct LeakyRelu<TConstant> : IActivation where TConstant : struct, IConstant
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => TConstant.Value < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Vector512.ConditionalSelect(
        Vector512.GreaterThan(x, Vector512<float>.Zero), x, x * Vector512.Create(TConstant.Value));

    /// <summary>By the result or by the input alike: with a slope of zero or more both have one sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> value) => Vector512.ConditionalSelect(
        Vector512.GreaterThan(value, Vector512<float>.Zero), Vector512<float>.One, Vector512.Create(TConstant.Value));
}

/// <summary>y = x where x is positive, alpha (e^x - 1) elsewhere (Clevert et al. 2015).</summary>
/// <remarks>dy/dx = y + alpha where x is not positive; with a negative alpha the results do not tell where that is, so it goes by the input.</remarks>
public readonly struct Elu<TConstant> : IActivation where TConstant : struct, IConstant
{
    public static bool IsIdentity => false;

    public static bool DerivesByInput => TConstant.Value < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Vector512.ConditionalSelect(
        Vector512.GreaterThan(x, Vector512<float>.Zero), x, (VectorMath.Exp(x) - Vector512<float>.One) * Vector512.Create(TConstant.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Derivative(Vector512<float> value)
    {
        Vector512<float> alpha = Vector512.Create(TConstant.Value);
        Vector512<float> slope = DerivesByInput ? alpha * VectorMath.Exp(value) : value + alpha;
        return Vector512.ConditionalSelect(Vector512.GreaterThan(value, Vector512<float>.Zero), Vector512<float>.One, slope);
    }
}
