using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>Normalisation with known statistics: a scale and a shift per channel, by themselves or folded into the layer before.</summary>
public static unsafe class BatchNormalisation
{
    private const int Width = CpuLayout.Lanes;

    /// <summary>y = f((z - mean[c]) scale[c] + shift[c] + addend), value by value; y may be z.</summary>
    /// <remarks>With the mean inside the shift it would be one subtraction less, but where the mean is large beside the deviation the two would cancel.</remarks>
    /// <param name="z">Channels x positions x lanes.</param>
    /// <param name="scale">The layer's scale over the deviation.</param>
    /// <param name="addend">As z, or null: the other path of a residual.</param>
    public static void Apply<TActivation>(float* z, float* mean, float* scale, float* shift, float* addend, float* y, int channels, int positions)
        where TActivation : struct, IActivation
    {
        nint floats = (nint)positions * Width;
        for (int channel = 0; channel < channels; channel++)
        {
            Vector512<float> m = Vector512.Create(mean[channel]), a = Vector512.Create(scale[channel]), b = Vector512.Create(shift[channel]);
            nint start = channel * floats;
            if (addend is null) ApplyChannel<TActivation>(z + start, m, a, b, y + start, floats);
            else ApplyChannel<TActivation>(z + start, m, a, b, addend + start, y + start, floats);
        }
    }

    /// <summary>Folds the normalisation into the weights before it: with s = scale / sqrt(variance + epsilon), weight s and shift + (bias - mean) s.</summary>
    /// <param name="bias">One for each row, or null.</param>
    /// <param name="rowStride">Floats from one row of weights (one channel's) to the next.</param>
    public static void FoldWeights(
        float* weight, float* bias, float* scale, float* shift, float* mean, float* variance, float epsilon,
        float* foldedWeight, float* foldedBias, int rowStride, int first, int count)
    {
        for (int row = first; row < first + count; row++)
        {
            double s = scale[row] / Math.Sqrt((double)variance[row] + epsilon);
            foldedBias[row] = (float)(shift[row] + ((bias is null ? 0 : bias[row]) - (double)mean[row]) * s);
            float* from = weight + (nint)row * rowStride;
            float* to = foldedWeight + (nint)row * rowStride;
            Vector512<float> factor = Vector512.Create((float)s);
            int column = 0;
            for (; column + Width <= rowStride; column += Width) Vector512.Store(Vector512.Load(from + column) * factor, to + column);
            for (; column < rowStride; column++) to[column] = from[column] * (float)s;
        }
    }

    /// <summary>The scale / sqrt(variance + epsilon) that <see cref="Apply{TActivation}"/> takes.</summary>
    public static void FoldScale(float* scale, float* variance, float epsilon, float* foldedScale, int first, int count)
    {
        for (int channel = first; channel < first + count; channel++)
            foldedScale[channel] = (float)(scale[channel] / Math.Sqrt((double)variance[channel] + epsilon));
    }

    private static void ApplyChannel<TActivation>(float* z, Vector512<float> mean, Vector512<float> scale, Vector512<float> shift, float* y, nint floats)
        where TActivation : struct, IActivation
    {
        nint i = 0;
        for (; i + 2 * Width <= floats; i += 2 * Width)
        {
            Vector512<float> x0 = Vector512.FusedMultiplyAdd(Vector512.Load(z + i) - mean, scale, shift);
            Vector512<float> x1 = Vector512.FusedMultiplyAdd(Vector512.Load(z + i + Width) - mean, scale, shift);
            Vector512.Store(TActivation.Apply(x0), y + i);
            Vector512.Store(TActivation.Apply(x1), y + i + Width);
        }

        if (i < floats) Vector512.Store(TActivation.Apply(Vector512.FusedMultiplyAdd(Vector512.Load(z + i) - mean, scale, shift)), y + i);
    }

    private static void ApplyChannel<TActivation>(
        float* z, Vector512<float> mean, Vector512<float> scale, Vector512<float> shift, float* addend, float* y, nint floats)
        where TActivation : struct, IActivation
    {
        nint i = 0;
        for (; i + 2 * Width <= floats; i += 2 * Width)
        {
            Vector512<float> x0 = Vector512.FusedMultiplyAdd(Vector512.Load(z + i) - mean, scale, shift) + Vector512.Load(addend + i);
            Vector512<float> x1 = Vector512.FusedMultiplyAdd(Vector512.Load(z + i + Width) - mean, scale, shift) + Vector512.Load(addend + i + Width);
            Vector512.Store(TActivation.Apply(x0), y + i);
            Vector512.Store(TActivation.Apply(x1), y + i + Width);
        }

        if (i < floats)
            Vector512.Store(TActivation.Apply(Vector512.FusedMultiplyAdd(Vector512.Load(z + i) - mean, scale, shift) + Vector512.Load(addend + i)), y + i);
    }
}
