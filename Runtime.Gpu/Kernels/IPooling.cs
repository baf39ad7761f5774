using System.Runtime.CompilerServices;

namespace NetArch.Gpu;

/// <summary>How a window's values become one.</summary>
internal interface IPooling
{
    /// <summary>What makes no difference to a window.</summary>
    static abstract float Nothing { get; }

    static abstract Float4 Join(Float4 a, Float4 b);

    static abstract Float4 Finish(Float4 joined, float share);
}

internal readonly struct MaximumPooling : IPooling
{
    public static float Nothing => float.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Join(Float4 a, Float4 b) => Vectors.Largest(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Finish(Float4 joined, float share) => joined;
}

internal readonly struct AveragePooling : IPooling
{
    public static float Nothing => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Join(Float4 a, Float4 b) => Vectors.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float4 Finish(Float4 joined, float share) => Vectors.Multiply(joined, share);
}
