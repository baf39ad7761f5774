using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>Backward through batch normalisation, whose statistics every sample of the batch has a part in.</summary>
/// <remarks>With xhat = (z - mean) inverse and N values per channel, the gradient by z is
/// scale inverse (g - sum(g) / N - xhat sum(g xhat) / N), which is A g + B (z - mean) + C with three numbers per channel (Ioffe and Szegedy 2015).
/// With -B mean inside C it would be one subtraction less, but where the mean is large beside the deviation B z and C would cancel.</remarks>
public static unsafe class BatchGradient
{
    /// <summary>Vectors a channel has in a tile's sums: the sum of g, the sum of g xhat.</summary>
    public const int SumVectors = 2;

    /// <summary>Rows of numbers that the gradient by z takes.</summary>
    public const int CoefficientRows = 4;

    private const int Width = CpuLayout.Lanes;

    /// <summary>A tile's sums, lane by lane over the positions.</summary>
    /// <param name="g">The gradient by the normalisation's result, channels x positions x lanes; zero in lanes without a sample.</param>
    /// <param name="z">What was normalised.</param>
    /// <param name="coefficients">Those of <see cref="BatchStatistics.Merge"/>.</param>
    /// <param name="sums">Channels x <see cref="SumVectors"/> x lanes.</param>
    public static void Add(float* g, float* z, float* coefficients, float* sums, int channels, int positions)
    {
        nint floats = (nint)positions * Width, stride = BatchStatistics.Stride(channels);
        for (int channel = 0; channel < channels; channel++, g += floats, z += floats, sums += SumVectors * Width)
            AddChannel(g, z, Vector512.Create(coefficients[channel]), Vector512.Create(coefficients[stride + channel]), sums, positions);
    }

    /// <summary>Adds up all tiles for channels first..first + count: hands on the gradients of scale and shift, and writes what the gradient by z takes.</summary>
    /// <param name="sums">The first tile's; the next one's lie <paramref name="tileStride"/> floats on.</param>
    /// <param name="gradientCoefficients"><see cref="CoefficientRows"/> rows of <see cref="BatchStatistics.Stride"/> floats: A, B, C and the mean.</param>
    /// <param name="first">A multiple of 16.</param>
    public static void Merge<TSink>(
        CpuFrame* frame, in TSink sink, float* sums, nint tileStride, float* coefficients, float* gradientCoefficients,
        int scaleParameter, int shiftParameter, int scaleOffset, int shiftOffset, bool trained, int first, int count, int channels, int positions)
        where TSink : struct, IGradientSink<TSink>
    {
        TSink scaleSink = sink.For(scaleParameter), shiftSink = sink.For(shiftParameter);
        nint stride = BatchStatistics.Stride(channels);
        double values = (double)frame->Count * positions;
        float* scaleGradients = stackalloc float[Width];
        float* shiftGradients = stackalloc float[Width];
        for (int start = first; start < first + count; start += Width)
        {
            for (int k = 0; k < Width; k++)
            {
                int c = start + k;
                shiftGradients[k] = scaleGradients[k] = 0;
                if (c >= channels) continue;
                (double sum, double product) = Total(frame, sums + (nint)c * SumVectors * Width, tileStride);
                double mean = coefficients[c], inverse = coefficients[stride + c], a = coefficients[2 * stride + c];
                double remainder = coefficients[4 * stride + c];
                product -= remainder * inverse * sum;
                shiftGradients[k] = (float)sum;
                scaleGradients[k] = (float)product;
                double b = -a * inverse * product / values;
                gradientCoefficients[c] = (float)a;
                gradientCoefficients[stride + c] = (float)b;
                gradientCoefficients[2 * stride + c] = (float)(-a * sum / values - b * remainder);
                gradientCoefficients[3 * stride + c] = (float)mean;
            }

            if (trained && scaleSink.IsActive) scaleSink.Take(scaleOffset + start, Vector512.Load(scaleGradients));
            if (trained && shiftSink.IsActive) shiftSink.Take(shiftOffset + start, Vector512.Load(shiftGradients));
        }
    }

    /// <summary>dz = (A g + B (z - mean) + C) f'(z), and zero in lanes without a sample; dz may be g.</summary>
    /// <typeparam name="TActivation">The activation whose result z is, or <see cref="Identity"/>.</typeparam>
    public static void Apply<TActivation>(
        CpuFrame* frame, int tile, float* g, float* z, float* gradientCoefficients, float* dz, int channels, int positions)
        where TActivation : struct, IActivation
    {
        nint floats = (nint)positions * Width, stride = BatchStatistics.Stride(channels);
        Vector512<float> valid = LaneMask.Of(frame->ValidLanes(tile));
        for (int channel = 0; channel < channels; channel++)
        {
            Vector512<float> a = Vector512.Create(gradientCoefficients[channel]), b = Vector512.Create(gradientCoefficients[stride + channel]);
            Vector512<float> c = Vector512.Create(gradientCoefficients[2 * stride + channel]);
            Vector512<float> mean = Vector512.Create(gradientCoefficients[3 * stride + channel]);
            nint i = channel * floats, end = i + floats;
            for (; i + 2 * Width <= end; i += 2 * Width)
            {
                Vector512<float> z0 = Vector512.Load(z + i), z1 = Vector512.Load(z + i + Width);
                Vector512<float> d0 = Vector512.FusedMultiplyAdd(a, Vector512.Load(g + i), Vector512.FusedMultiplyAdd(b, z0 - mean, c));
                Vector512<float> d1 = Vector512.FusedMultiplyAdd(a, Vector512.Load(g + i + Width), Vector512.FusedMultiplyAdd(b, z1 - mean, c));
                Vector512.Store(Through<TActivation>(d0, z0) & valid, dz + i);
                Vector512.Store(Through<TActivation>(d1, z1) & valid, dz + i + Width);
            }

            if (i == end) continue;
            Vector512<float> last = Vector512.Load(z + i);
            Vector512<float> d = Vector512.FusedMultiplyAdd(a, Vector512.Load(g + i), Vector512.FusedMultiplyAdd(b, last - mean, c));
            Vector512.Store(Through<TActivation>(d, last) & valid, dz + i);
        }
    }

    /// <summary>Backward with fixed statistics: dz = scale[c] g f'(z); dz may be g.</summary>
    /// <param name="scale">Scale / sqrt(variance + epsilon), see <see cref="BatchNormalisation.FoldScale"/>.</param>
    /// <param name="z">Not read where the activation is <see cref="Identity"/>.</param>
    public static void ApplyFolded<TActivation>(float* g, float* scale, float* z, float* dz, int channels, int positions)
        where TActivation : struct, IActivation
    {
        nint floats = (nint)positions * Width;
        for (int channel = 0; channel < channels; channel++)
        {
            Vector512<float> s = Vector512.Create(scale[channel]);
            nint end = (channel + 1) * floats;
            for (nint i = channel * floats; i < end; i += Width)
            {
                Vector512<float> d = s * Vector512.Load(g + i);
                Vector512.Store(TActivation.IsIdentity ? d : d * TActivation.Derivative(Vector512.Load(z + i)), dz + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Through<TActivation>(Vector512<float> gradient, Vector512<float> z)
        where TActivation : struct, IActivation =>
        TActivation.IsIdentity ? gradient : gradient * TActivation.Derivative(z);

    /// <summary>Sums g and g (z - mean), which the inverse deviation then scales once.</summary>
    private static void AddChannel(float* g, float* z, Vector512<float> mean, Vector512<float> inverse, float* sums, int positions)
    {
        Vector512<float> sum0 = Vector512<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        Vector512<float> product0 = sum0, product1 = sum0, product2 = sum0, product3 = sum0;
        int position = 0;
        for (; position + 4 <= positions; position += 4, g += 4 * Width, z += 4 * Width)
        {
            Vector512<float> g0 = Vector512.Load(g), g1 = Vector512.Load(g + Width);
            Vector512<float> g2 = Vector512.Load(g + 2 * Width), g3 = Vector512.Load(g + 3 * Width);
            sum0 += g0;
            sum1 += g1;
            sum2 += g2;
            sum3 += g3;
            product0 = Vector512.FusedMultiplyAdd(g0, Vector512.Load(z) - mean, product0);
            product1 = Vector512.FusedMultiplyAdd(g1, Vector512.Load(z + Width) - mean, product1);
            product2 = Vector512.FusedMultiplyAdd(g2, Vector512.Load(z + 2 * Width) - mean, product2);
            product3 = Vector512.FusedMultiplyAdd(g3, Vector512.Load(z + 3 * Width) - mean, product3);
        }

        for (; position < positions; position++, g += Width, z += Width)
        {
            Vector512<float> g0 = Vector512.Load(g);
            sum0 += g0;
            product0 = Vector512.FusedMultiplyAdd(g0, Vector512.Load(z) - mean, product0);
        }

        Vector512.Store((sum0 + sum1) + (sum2 + sum3), sums);
        Vector512.Store(((product0 + product1) + (product2 + product3)) * inverse, sums + Width);
    }

    private static (double Sum, double Product) Total(CpuFrame* frame, float* channel, nint tileStride)
    {
        Vector512<double> sum = Vector512<double>.Zero, product = sum;
        for (int tile = 0; tile < frame->Tiles; tile++, channel += tileStride)
        {
            Vector512<float> valid = LaneMask.Of(frame->ValidLanes(tile));
            Vector512<float> g = Vector512.Load(channel) & valid, gx = Vector512.Load(channel + Width) & valid;
            sum += Vector512.WidenLower(g) + Vector512.WidenUpper(g);
            product += Vector512.WidenLower(gx) + Vector512.WidenUpper(gx);
        }

        return (Vector512.Sum(sum), Vector512.Sum(product));
    }
}
