using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>Convolution of any geometry by loops over its numbers, for kernel rows too long to be written out as a method of their own.</summary>
/// <remarks>Eight filters (backward: channels) go together: each vector of samples is loaded once for eight products, whose eight
/// sums hide one another's latency. Taps that fall into the padding are left out by their range and never tested for one by one.</remarks>
public static unsafe partial class GeneralConvolution
{
    private const int Width = CpuLayout.Lanes;

    private const int Block = 8;

    /// <summary>y[f, oy, ox] = f(bias[f] + the sum over channels and taps of w x + addend[f, oy, ox]).</summary>
    /// <param name="bias">One for each filter of all groups.</param>
    /// <param name="addend">As y, or null.</param>
    public static void Forward<TActivation>(in ConvolutionShape shape, float* x, float* w, float* bias, float* addend, float* y)
        where TActivation : struct, IActivation
    {
        for (int group = 0; group < shape.Groups; group++)
        {
            float* image = x + group * shape.Channels * shape.InputPlane;
            for (int f = 0; f < shape.Filters; f += Block)
            {
                int filter = group * shape.Filters + f, count = Math.Min(Block, shape.Filters - f);
                for (int oy = 0; oy < shape.Rows.OutputSize; oy++)
                {
                    nint at = filter * shape.OutputPlane + (nint)oy * shape.Columns.OutputSize * Width;
                    float* weights = w + (nint)filter * shape.FilterSize;
                    ForwardRow<TActivation>(shape, image, weights, bias + filter, addend is null ? null : addend + at, y + at, oy, count);
                }
            }
        }
    }

    private static void ForwardRow<TActivation>(
        in ConvolutionShape shape, float* image, float* w, float* bias, float* addend, float* y, int oy, int count)
        where TActivation : struct, IActivation
    {
        float* sums = stackalloc float[Block * Width];
        (int firstRow, int endRow) = shape.Rows.TapsOf(oy);
        for (int ox = 0; ox < shape.Columns.OutputSize; ox++)
        {
            (int firstColumn, int endColumn) = shape.Columns.TapsOf(ox);
            for (int k = 0; k < Block; k++) Vector512.Store(Vector512.Create(k < count ? bias[k] : 0), sums + k * Width);
            for (int c = 0; c < shape.Channels; c++)
            {
                for (int ky = firstRow; ky < endRow; ky++)
                {
                    int tap = (c * shape.Rows.Kernel + ky) * shape.Columns.Kernel + firstColumn;
                    float* row = image + c * shape.InputPlane
                        + ((nint)shape.Rows.InputOf(oy, ky) * shape.Columns.Size + shape.Columns.InputOf(ox, firstColumn)) * Width;
                    Multiply(row, shape.Columns.Dilation * Width, w + tap, shape.FilterSize, 1, sums, endColumn - firstColumn, count);
                }
            }

            for (int k = 0; k < count; k++)
            {
                nint at = k * shape.OutputPlane + (nint)ox * Width;
                Vector512<float> sum = Vector512.Load(sums + k * Width);
                if (addend is not null) sum += Vector512.Load(addend + at);
                Vector512.Store(TActivation.Apply(sum), y + at);
            }
        }
    }

    /// <summary>Adds to each of up to eight sums its weights, a row of taps long, times the vectors they all share.</summary>
    /// <param name="vectorStep">Floats from one vector to the next.</param>
    /// <param name="stride">Floats from one sum's weights to the next one's.</param>
    /// <param name="tapStep">Floats from one tap to the next.</param>
    private static void Multiply(float* vectors, nint vectorStep, float* w, nint stride, nint tapStep, float* sums, int taps, int count)
    {
        if (count == Block)
        {
            MultiplyBlock(vectors, vectorStep, w, stride, tapStep, sums, taps);
            return;
        }

        for (int k = 0; k < count; k++, w += stride, sums += Width)
        {
            Vector512<float> sum = Vector512.Load(sums);
            for (nint tap = 0; tap < taps; tap++)
                sum = Vector512.FusedMultiplyAdd(Vector512.Create(w[tap * tapStep]), Vector512.Load(vectors + tap * vectorStep), sum);
            Vector512.Store(sum, sums);
        }
    }

    private static void MultiplyBlock(float* vectors, nint vectorStep, float* w, nint stride, nint tapStep, float* sums, int taps)
    {
        float* w1 = w + stride, w2 = w1 + stride, w3 = w2 + stride, w4 = w3 + stride, w5 = w4 + stride, w6 = w5 + stride, w7 = w6 + stride;
        Vector512<float> sum0 = Vector512.Load(sums), sum1 = Vector512.Load(sums + Width);
        Vector512<float> sum2 = Vector512.Load(sums + 2 * Width), sum3 = Vector512.Load(sums + 3 * Width);
        Vector512<float> sum4 = Vector512.Load(sums + 4 * Width), sum5 = Vector512.Load(sums + 5 * Width);
        Vector512<float> sum6 = Vector512.Load(sums + 6 * Width), sum7 = Vector512.Load(sums + 7 * Width);
        nint end = taps * tapStep;
        for (nint tap = 0; tap < end; tap += tapStep, vectors += vectorStep)
        {
            Vector512<float> vector = Vector512.Load(vectors);
            sum0 = Vector512.FusedMultiplyAdd(Vector512.Create(w[tap]), vector, sum0);
            sum1 = Vector512.FusedMultiplyAdd(Vector512.Create(w1[tap]), vector, sum1);
            sum2 = Vector512.FusedMultiplyAdd(Vector512.Create(w2[tap]), vector, sum2);
            sum3 = Vector512.FusedMultiplyAdd(Vector512.Create(w3[tap]), vector, sum3);
            sum4 = Vector512.FusedMultiplyAdd(Vector512.Create(w4[tap]), vector, sum4);
            sum5 = Vector512.FusedMultiplyAdd(Vector512.Create(w5[tap]), vector, sum5);
            sum6 = Vector512.FusedMultiplyAdd(Vector512.Create(w6[tap]), vector, sum6);
            sum7 = Vector512.FusedMultiplyAdd(Vector512.Create(w7[tap]), vector, sum7);
        }

        Vector512.Store(sum0, sums);
        Vector512.Store(sum1, sums + Width);
        Vector512.Store(sum2, sums + 2 * Width);
        Vector512.Store(sum3, sums + 3 * Width);
        Vector512.Store(sum4, sums + 4 * Width);
        Vector512.Store(sum5, sums + 5 * Width);
        Vector512.Store(sum6, sums + 6 * Width);
        Vector512.Store(sum7, sums + 7 * Width);
    }
}
