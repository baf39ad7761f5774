namespace NetArch.Gpu;

/// <summary>Sizes on both sides of a padded shortcut.</summary>
internal readonly record struct ShortcutShape(
    int Channels, int Height, int Width, int OutputChannels, int OutputHeight, int OutputWidth, int StrideY, int StrideX);

/// <summary>A residual's shortcut without parameters: every stride-th position, and zeros for the channels that are new (He et al. 2015, option A).</summary>
public static class PaddedShortcuts
{
    /// <summary>y[c, i, j] = x[c, i strideY, j strideX], and 0 from c = channels on.</summary>
    public static void Forward(
        GpuFrame frame, int from, int to, int channels, int height, int width, int outputChannels, int outputHeight, int outputWidth,
        int strideY, int strideX) => frame.Launch(
        PaddedShortcutKernels.Forward, Grids.OfRows(frame, outputChannels, outputHeight, outputWidth), frame.VectorsAt(from), frame.VectorsAt(to),
        new ShortcutShape(channels, height, width, outputChannels, outputHeight, outputWidth, strideY, strideX), frame.VectorStride());

    /// <summary>dx[c, i strideY, j strideX] = dy[c, i, j], and 0 elsewhere.</summary>
    public static void Backward(
        GpuFrame frame, int from, int to, int channels, int height, int width, int outputChannels, int outputHeight, int outputWidth,
        int strideY, int strideX)
    {
        int cells = Grids.Ceiling(width, strideX);
        frame.Launch(
            PaddedShortcutKernels.Backward, Grids.OfRows(frame, channels, Grids.Ceiling(height, strideY), cells),
            frame.VectorsAt(from), frame.VectorsAt(to),
            new ShortcutShape(channels, height, width, outputChannels, outputHeight, outputWidth, strideY, strideX), cells, frame.VectorStride());
    }
}
