using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>Which lanes of a tile hold a sample, as bits to combine with a vector.</summary>
internal static class LaneMask
{
    /// <summary>All bits set in lanes 0..valid, none in the others: what stood there, not-a-number even, becomes zero by a logical and.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(int valid) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(valid)).AsSingle();
}
