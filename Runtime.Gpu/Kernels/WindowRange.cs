using System.Runtime.CompilerServices;

namespace NetArch.Gpu;

/// <summary>The windows that a row or column of an image lies in: First to Last, none where First is larger.</summary>
internal readonly record struct WindowRange(int First, int Last)
{
    /// <param name="place">Of the row, counted from the padding's edge.</param>
    /// <param name="inverse">1 / stride. (n + 1/2) / stride, rounded down, is n / stride for any n below 2^20, and takes no division.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WindowRange Of(int place, int kernel, int windows, float inverse)
    {
        int first = place < kernel ? 0 : (int)((place - kernel + 0.5f) * inverse) + 1;
        int last = (int)((place + 0.5f) * inverse);
        return new(first, Math.Min(last, windows - 1));
    }
}
