namespace NetArch.Gpu;

/// <summary>Windows over an image.</summary>
/// <remarks>A window may stick out below or on the right by more than the padding (rounding up); only the last ones do.</remarks>
public readonly record struct PoolingShape(
    int Channels, int Height, int Width, int OutputHeight, int OutputWidth,
    int KernelHeight, int KernelWidth, int StrideHeight, int StrideWidth, int PaddingHeight, int PaddingWidth)
{
    /// <summary>One window, which is the image.</summary>
    internal bool IsGlobal => OutputHeight == 1 && OutputWidth == 1 && KernelHeight == Height && KernelWidth == Width && HasNoPadding;

    /// <summary>Windows of 2 x 2 side by side, inside the image.</summary>
    internal bool IsHalving => KernelHeight == 2 && KernelWidth == 2 && StrideHeight == 2 && StrideWidth == 2 && HasNoPadding
        && OutputHeight * 2 <= Height && OutputWidth * 2 <= Width;

    /// <summary>The same, and every value is in one.</summary>
    internal bool IsExactHalving => IsHalving && OutputHeight * 2 == Height && OutputWidth * 2 == Width;

    private bool HasNoPadding => PaddingHeight == 0 && PaddingWidth == 0;

    /// <summary>1 / the values that an average divides by; what lies beyond the padding does not count.</summary>
    internal float Share(bool lastRow, bool lastColumn) =>
        1f / (Clip(lastRow, OutputHeight, StrideHeight, KernelHeight, Height + PaddingHeight * 2)
            * Clip(lastColumn, OutputWidth, StrideWidth, KernelWidth, Width + PaddingWidth * 2));

    private static int Clip(bool isLast, int outputs, int stride, int kernel, int end) =>
        isLast ? Math.Min(kernel, end - (outputs - 1) * stride) : kernel;
}
