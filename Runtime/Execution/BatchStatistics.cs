using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>Mean and variance of a channel over all samples and positions of a batch, tile by tile and then together.</summary>
/// <remarks>Within a tile each lane sums differences from its own first value, so that a mean far from zero costs no digits; the
/// lanes are then merged in double (Chan, Golub and LeVeque 1979), tile after tile: the result does not depend on threads.</remarks>
public static unsafe class BatchStatistics
{
    /// <summary>Vectors a channel has in a tile's sums: the shift, the sum of differences from it, the sum of their squares.</summary>
    public const int SumVectors = 3;

    /// <summary>Rows of numbers that normalise a batch's channels.</summary>
    public const int CoefficientRows = 5;

    private const int Width = CpuLayout.Lanes;

    /// <summary>Floats from one row of coefficients to the next.</summary>
    public static int Stride(int channels) => (channels + Width - 1) / Width * Width;

    /// <summary>A tile's sums, lane by lane over the positions.</summary>
    /// <param name="x">Channels x positions x lanes.</param>
    /// <param name="sums">Channels x <see cref="SumVectors"/> x lanes.</param>
    public static void Add(float* x, float* sums, int channels, int positions)
    {
        for (int channel = 0; channel < channels; channel++)
        {
            AddChannel(x, sums, positions);
            x += (nint)positions * Width;
            sums += SumVectors * Width;
        }
    }

    /// <summary>Merges all tiles for channels first..first + count, writes what normalises them, and moves the running statistics.</summary>
    /// <param name="sums">The first tile's; the next one's lie <paramref name="tileStride"/> floats on.</param>
    /// <param name="coefficients"><see cref="CoefficientRows"/> rows of <see cref="Stride"/> floats: the mean m, i = 1 / sqrt(variance + epsilon), scale i,
    /// shift - r scale i, and r, what m lost when it became a float. Values are normalised as (z - m) scale i + (shift - r scale i).</param>
    /// <param name="runningMean">Becomes (1 - momentum) of itself + momentum of the batch's, where <see cref="CpuFrame.UpdatesStatistics"/>.</param>
    /// <param name="runningVariance">The same, with the unbiased variance of the batch.</param>
    /// <exception cref="InvalidOperationException">The batch has a single value per channel, which has no variance.</exception>
    public static void Merge(
        CpuFrame* frame, float* sums, nint tileStride, float* coefficients, float* scale, float* shift, float* runningMean, float* runningVariance,
        int first, int count, int channels, int positions, float momentum, float epsilon)
    {
        double values = (double)frame->Count * positions;
        if (values < 2) throw new InvalidOperationException("Batch normalisation was asked to train on a single value per channel, whose variance is zero; it takes two samples or more.");
        nint stride = Stride(channels);
        for (int c = first; c < first + count; c++)
        {
            float* channel = sums + (nint)c * SumVectors * Width;
            double mean = Mean(frame, channel, tileStride, positions);
            double squares = SquaredDeviations(frame, channel, tileStride, positions, mean);
            double inverse = 1 / Math.Sqrt(squares / values + epsilon);
            double remainder = mean - (float)mean;
            coefficients[c] = (float)mean;
            coefficients[stride + c] = (float)inverse;
            coefficients[2 * stride + c] = (float)(scale[c] * inverse);
            coefficients[3 * stride + c] = (float)(shift[c] - remainder * scale[c] * inverse);
            coefficients[4 * stride + c] = (float)remainder;
            if (!frame->UpdatesStatistics) continue;
            runningMean[c] = (float)((1 - (double)momentum) * runningMean[c] + momentum * mean);
            runningVariance[c] = (float)((1 - (double)momentum) * runningVariance[c] + momentum * (squares / (values - 1)));
        }
    }

    /// <summary>Four accumulators each, for an addition takes four cycles to finish.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddChannel(float* x, float* sums, int positions)
    {
        Vector512<float> shift = Vector512.Load(x);
        Vector512<float> sum0 = Vector512<float>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        Vector512<float> square0 = sum0, square1 = sum0, square2 = sum0, square3 = sum0;
        int position = 0;
        for (; position + 4 <= positions; position += 4, x += 4 * Width)
        {
            Vector512<float> d0 = Vector512.Load(x) - shift, d1 = Vector512.Load(x + Width) - shift;
            Vector512<float> d2 = Vector512.Load(x + 2 * Width) - shift, d3 = Vector512.Load(x + 3 * Width) - shift;
            sum0 += d0;
            sum1 += d1;
            sum2 += d2;
            sum3 += d3;
            square0 = Vector512.FusedMultiplyAdd(d0, d0, square0);
            square1 = Vector512.FusedMultiplyAdd(d1, d1, square1);
            square2 = Vector512.FusedMultiplyAdd(d2, d2, square2);
            square3 = Vector512.FusedMultiplyAdd(d3, d3, square3);
        }

        for (; position < positions; position++, x += Width)
        {
            Vector512<float> d = Vector512.Load(x) - shift;
            sum0 += d;
            square0 = Vector512.FusedMultiplyAdd(d, d, square0);
        }

        Vector512.Store(shift, sums);
        Vector512.Store((sum0 + sum1) + (sum2 + sum3), sums + Width);
        Vector512.Store((square0 + square1) + (square2 + square3), sums + 2 * Width);
    }

    /// <summary>The mean of the lanes' means, which all stand for the same number of values.</summary>
    private static double Mean(CpuFrame* frame, float* channel, nint tileStride, int positions)
    {
        Vector512<double> share = Vector512.Create(1.0 / positions), low = Vector512<double>.Zero, high = low;
        for (int tile = 0; tile < frame->Tiles; tile++, channel += tileStride)
        {
            Vector512<float> valid = LaneMask.Of(frame->ValidLanes(tile));
            Vector512<float> shift = Vector512.Load(channel) & valid, sum = Vector512.Load(channel + Width) & valid;
            low += Vector512.FusedMultiplyAdd(Vector512.WidenLower(sum), share, Vector512.WidenLower(shift));
            high += Vector512.FusedMultiplyAdd(Vector512.WidenUpper(sum), share, Vector512.WidenUpper(shift));
        }

        return Vector512.Sum(low + high) / frame->Count;
    }

    /// <summary>Of all values from the batch's mean: each lane's from its own mean, and its mean's from the batch's.</summary>
    private static double SquaredDeviations(CpuFrame* frame, float* channel, nint tileStride, int positions, double mean)
    {
        Vector512<double> low = Vector512<double>.Zero, high = low;
        for (int tile = 0; tile < frame->Tiles; tile++, channel += tileStride)
        {
            Vector512<float> valid = LaneMask.Of(frame->ValidLanes(tile));
            Vector512<float> shift = Vector512.Load(channel) & valid;
            Vector512<float> sum = Vector512.Load(channel + Width) & valid, squares = Vector512.Load(channel + 2 * Width) & valid;
            low += Vector512.WidenLower(valid.AsInt32()).AsDouble()
                & Deviations(Vector512.WidenLower(shift), Vector512.WidenLower(sum), Vector512.WidenLower(squares), positions, mean);
            high += Vector512.WidenUpper(valid.AsInt32()).AsDouble()
                & Deviations(Vector512.WidenUpper(shift), Vector512.WidenUpper(sum), Vector512.WidenUpper(squares), positions, mean);
        }

        return Math.Max(0, Vector512.Sum(low + high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Deviations(
        Vector512<double> shift, Vector512<double> sum, Vector512<double> squares, int positions, double mean)
    {
        Vector512<double> ownMean = sum * Vector512.Create(1.0 / positions);
        Vector512<double> difference = shift + ownMean - Vector512.Create(mean);
        return squares - sum * ownMean + difference * difference * Vector512.Create((double)positions);
    }
}
