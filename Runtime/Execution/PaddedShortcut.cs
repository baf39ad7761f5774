using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>A residual's shortcut without parameters: every stride-th position, and zeros for the channels that are new (He et al. 2015, option A).</summary>
public static unsafe class PaddedShortcut
{
    private const int Width = CpuLayout.Lanes;

    /// <summary>y[c, i, j] = x[c, i strideY, j strideX], and 0 from c = channels on.</summary>
    /// <param name="x">Channels x height x width x lanes.</param>
    /// <param name="y">Output channels x output height x output width x lanes.</param>
    public static void Forward(
        float* x, float* y, int channels, int height, int width, int outputChannels, int outputHeight, int outputWidth, int strideY, int strideX)
    {
        for (int c = 0; c < channels; c++)
        {
            for (int i = 0; i < outputHeight; i++, y += (nint)outputWidth * Width)
            {
                float* row = x + ((nint)c * height + (nint)i * strideY) * width * Width;
                for (nint j = 0; j < outputWidth; j++) Vector512.Store(Vector512.Load(row + j * strideX * Width), y + j * Width);
            }
        }

        Clear(y, (nint)(outputChannels - channels) * outputHeight * outputWidth);
    }

    /// <summary>dx[c, i strideY, j strideX] = dy[c, i, j], and 0 elsewhere.</summary>
    public static void Backward(
        float* dy, float* dx, int channels, int height, int width, int outputChannels, int outputHeight, int outputWidth, int strideY, int strideX)
    {
        if (strideY != 1 || strideX != 1) Clear(dx, (nint)channels * height * width);
        for (int c = 0; c < channels; c++)
        {
            for (int i = 0; i < outputHeight; i++, dy += (nint)outputWidth * Width)
            {
                float* row = dx + ((nint)c * height + (nint)i * strideY) * width * Width;
                for (nint j = 0; j < outputWidth; j++) Vector512.Store(Vector512.Load(dy + j * Width), row + j * strideX * Width);
            }
        }
    }

    private static void Clear(float* values, nint vectors) => new Span<float>(values, checked((int)(vectors * Width))).Clear();
}
