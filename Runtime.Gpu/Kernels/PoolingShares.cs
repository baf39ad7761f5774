using System.Runtime.CompilerServices;

namespace NetArch.Gpu;

/// <summary>What an average multiplies its sum with: windows in the last row or column may be smaller.</summary>
internal readonly record struct PoolingShares(float Inner, float LastRow, float LastColumn, float Corner)
{
    public static PoolingShares Of(PoolingShape shape) =>
        new(shape.Share(false, false), shape.Share(true, false), shape.Share(false, true), shape.Share(true, true));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float At(bool lastRow, bool lastColumn) => lastRow ? (lastColumn ? Corner : LastRow) : (lastColumn ? LastColumn : Inner);
}
