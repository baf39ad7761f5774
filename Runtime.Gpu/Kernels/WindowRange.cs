using System.Runtime.CompilerServices;

namespace NetArch.Gpu;

/// <summary>The windows that a row or column of an image lies in: First to Last, none where First is larger.</summary>
internal readonly record struct WindowRange(int First, int Last)
{
    /// <param name="place">Of the row, counted from the padding's edge.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WindowRange Of(int place, int kernel, int windows, Divisor stride)
    {
        int first = place < kernel ? 0 : stride.Divide(place - kernel) + 1;
        return new(first, Math.Min(stride.Divide(place), windows - 1));
    }
}
