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
        Walk planes = new(shape.Channels, shape.InputPlane, shape.KernelSize);
        Walk rows = new(endRow - firstRow, (nint)shape.Rows.Dilation * shape.Columns.Size * Width, shape.Columns.Kernel);
        for (int ox = 0; ox < shape.Columns.OutputSize; ox++)
        {
            (int firstColumn, int endColumn) = shape.Columns.TapsOf(ox);
            for (int k = 0; k < Block; k++) Vector512.Store(Vector512.Create(k < count ? bias[k] : 0), sums + k * Width);
            int column = shape.Columns.InputOf(ox, firstColumn);
            Walk columns = new(endColumn - firstColumn, shape.Columns.Dilation * Width, 1);
            float* vectors = image + ((nint)shape.Rows.InputOf(oy, firstRow) * shape.Columns.Size + column) * Width;
            Multiply(planes, rows, columns, vectors, w + firstRow * shape.Columns.Kernel + firstColumn, shape.FilterSize, sums, count);
            for (int k = 0; k < count; k++)
            {
                nint at = k * shape.OutputPlane + (nint)ox * Width;
                Vector512<float> sum = Vector512.Load(sums + k * Width);
                if (addend is not null) sum += Vector512.Load(addend + at);
                Vector512.Store(TActivation.Apply(sum), y + at);
            }
        }
    }

    /// <summary>Adds to each of up to eight sums its weights times the vectors that they all share.</summary>
    /// <param name="stride">Floats from one sum's weights to the next one's.</param>
    private static void Multiply(in Walk planes, in Walk rows, in Walk columns, float* vectors, float* w, nint stride, float* sums, int count)
    {
        if (rows.Count <= 0 || columns.Count <= 0) return;
        if (count == Block)
        {
            MultiplyBlock(planes, rows, columns, vectors, w, stride, sums);
            return;
        }

        for (int k = 0; k < count; k++, w += stride, sums += Width)
            Vector512.Store(Vector512.Load(sums) + Sum(planes, rows, columns, vectors, w), sums);
    }

    private static Vector512<float> Sum(in Walk planes, in Walk rows, in Walk columns, float* vectors, float* w)
    {
        (nint vectorStep, nint weightStep) = (columns.Vectors, columns.Weights);
        Vector512<float> even = Vector512<float>.Zero, odd = even;
        for (int plane = 0; plane < planes.Count; plane++)
        {
            for (int row = 0; row < rows.Count; row++)
            {
                float* v = vectors + plane * planes.Vectors + row * rows.Vectors, k = w + plane * planes.Weights + row * rows.Weights;
                int column = 0;
                for (; column + 2 <= columns.Count; column += 2, v += 2 * vectorStep, k += 2 * weightStep)
                {
                    even = Vector512.FusedMultiplyAdd(Vector512.Create(*k), Vector512.Load(v), even);
                    odd = Vector512.FusedMultiplyAdd(Vector512.Create(k[weightStep]), Vector512.Load(v + vectorStep), odd);
                }

                if (column < columns.Count) even = Vector512.FusedMultiplyAdd(Vector512.Create(*k), Vector512.Load(v), even);
            }
        }

        return even + odd;
    }

    private static void MultiplyBlock(in Walk planes, in Walk rows, in Walk columns, float* vectors, float* w, nint stride, float* sums)
    {
        (nint vectorStep, nint weightStep) = (columns.Vectors, columns.Weights);
        Vector512<float> sum0 = Vector512.Load(sums), sum1 = Vector512.Load(sums + Width);
        Vector512<float> sum2 = Vector512.Load(sums + 2 * Width), sum3 = Vector512.Load(sums + 3 * Width);
        Vector512<float> sum4 = Vector512.Load(sums + 4 * Width), sum5 = Vector512.Load(sums + 5 * Width);
        Vector512<float> sum6 = Vector512.Load(sums + 6 * Width), sum7 = Vector512.Load(sums + 7 * Width);
        for (int plane = 0; plane < planes.Count; plane++)
        {
            for (int row = 0; row < rows.Count; row++)
            {
                float* v = vectors + plane * planes.Vectors + row * rows.Vectors, k = w + plane * planes.Weights + row * rows.Weights;
                float* k3 = k + 3 * stride, k6 = k3 + 3 * stride;
                for (int column = columns.Count; column > 0; column--)
                {
                    Vector512<float> vector = Vector512.Load(v);
                    sum0 = Vector512.FusedMultiplyAdd(Vector512.Create(*k), vector, sum0);
                    sum1 = Vector512.FusedMultiplyAdd(Vector512.Create(k[stride]), vector, sum1);
                    sum2 = Vector512.FusedMultiplyAdd(Vector512.Create(k[2 * stride]), vector, sum2);
                    sum3 = Vector512.FusedMultiplyAdd(Vector512.Create(*k3), vector, sum3);
                    sum4 = Vector512.FusedMultiplyAdd(Vector512.Create(k3[stride]), vector, sum4);
                    sum5 = Vector512.FusedMultiplyAdd(Vector512.Create(k3[2 * stride]), vector, sum5);
                    sum6 = Vector512.FusedMultiplyAdd(Vector512.Create(*k6), vector, sum6);
                    sum7 = Vector512.FusedMultiplyAdd(Vector512.Create(k6[stride]), vector, sum7);
                    v += vectorStep;
                    k += weightStep;
                    k3 += weightStep;
                    k6 += weightStep;
                }
            }
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

    /// <summary>A loop over vectors and weights side by side, each with its step in floats.</summary>
    private readonly record struct Walk(int Count, nint Vectors, nint Weights);
}
