using System.Runtime.CompilerServices;

namespace NetArch.Gpu;

/// <summary>What kernels do with four lanes at once.</summary>
internal static class Vectors
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Same(float value) => new(value, value, value, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Add(Float4 a, Float4 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z, a.W + b.W);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Multiply(Float4 a, Float4 b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z, a.W * b.W);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Multiply(Float4 a, float factor) => new(a.X * factor, a.Y * factor, a.Z * factor, a.W * factor);

    /// <summary>a factor + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 MultiplyAdd(Float4 a, float factor, Float4 b) =>
        new(a.X * factor + b.X, a.Y * factor + b.Y, a.Z * factor + b.Z, a.W * factor + b.W);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Apply<TActivation>(Float4 x)
        where TActivation : struct, IGpuActivation =>
        new(TActivation.Apply(x.X), TActivation.Apply(x.Y), TActivation.Apply(x.Z), TActivation.Apply(x.W));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Derivative<TActivation>(Float4 y)
        where TActivation : struct, IGpuActivation =>
        new(TActivation.Derivative(y.X), TActivation.Derivative(y.Y), TActivation.Derivative(y.Z), TActivation.Derivative(y.W));

    /// <summary>dy f'(value); a value that is not read costs nothing where f is the identity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Through<TActivation>(Float4 gradient, Float4 value)
        where TActivation : struct, IGpuActivation =>
        TActivation.IsIdentity ? gradient : Multiply(gradient, Derivative<TActivation>(value));

    /// <summary>The larger of two; not-a-number wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Largest(Float4 a, Float4 b) => new(
        ScalarMath.Largest(a.X, b.X), ScalarMath.Largest(a.Y, b.Y), ScalarMath.Largest(a.Z, b.Z), ScalarMath.Largest(a.W, b.W));

    /// <summary>What of <paramref name="kept"/> belongs to lanes whose value is the top, and zero in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 WhereEqual(Float4 value, Float4 top, Float4 kept) => new(
        value.X == top.X ? kept.X : 0, value.Y == top.Y ? kept.Y : 0, value.Z == top.Z ? kept.Z : 0, value.W == top.W ? kept.W : 0);

    /// <summary>The others' part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 WhereDifferent(Float4 value, Float4 top, Float4 kept) => new(
        value.X == top.X ? 0 : kept.X, value.Y == top.Y ? 0 : kept.Y, value.Z == top.Z ? 0 : kept.Z, value.W == top.W ? 0 : kept.W);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyEqual(Float4 a, Float4 b) => a.X == b.X | a.Y == b.Y | a.Z == b.Z | a.W == b.W;

    /// <summary>Zero in all but the first <paramref name="valid"/> lanes, whatever stood there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 First(Float4 value, int valid) => new(
        valid > 0 ? value.X : 0, valid > 1 ? value.Y : 0, valid > 2 ? value.Z : 0, valid > 3 ? value.W : 0);

    /// <summary>The value where it is one, and something else where what was loaded lies behind the end.</summary>
    /// <remarks>Kernels that go four by four load the first place again where a later one does not exist: loads without a condition
    /// are all under way before the first is waited for.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Choose(bool exists, Float4 value, Float4 otherwise) => new(
        exists ? value.X : otherwise.X, exists ? value.Y : otherwise.Y, exists ? value.Z : otherwise.Z, exists ? value.W : otherwise.W);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Float4 value) => value.X + value.Y + (value.Z + value.W);
}
