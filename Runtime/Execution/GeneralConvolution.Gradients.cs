using System.Runtime.Intrinsics;

namespace NetArch;

public static unsafe partial class GeneralConvolution
{
    /// <summary>Taps whose sums wait in memory while a row of outputs is in cache.</summary>
    private const int TapBlock = 32;

    /// <summary>dx[c, iy, ix] = (the sum over filters and the taps by which an output sees it of w dz + addend[c, iy, ix]) f'(value) scale.</summary>
    /// <param name="addend">As dx, or null: what reaches x by other paths.</param>
    /// <param name="value">As dx; not read where the activation is <see cref="Identity"/>.</param>
    public static void DataGradient<TActivation>(
        in ConvolutionShape shape, float* dz, float* w, float* addend, float* dx, float* value, float scale)
        where TActivation : struct, IActivation
    {
        for (int group = 0; group < shape.Groups; group++)
        {
            float* gradients = dz + group * shape.Filters * shape.OutputPlane;
            for (int c = 0; c < shape.Channels; c += Block)
            {
                int channel = group * shape.Channels + c, count = Math.Min(Block, shape.Channels - c);
                float* weights = w + (nint)group * shape.Filters * shape.FilterSize + (nint)c * shape.KernelSize;
                for (int iy = 0; iy < shape.Rows.Size; iy++)
                {
                    nint at = channel * shape.InputPlane + (nint)iy * shape.Columns.Size * Width;
                    DataGradientRow<TActivation>(
                        shape, gradients, weights, addend is null ? null : addend + at, dx + at, TActivation.IsIdentity ? null : value + at, scale, iy, count);
                }
            }
        }
    }

    /// <summary>Adds to dw, laid out as the weights, the sums of x dz over outputs and lanes.</summary>
    public static void WeightGradient(in ConvolutionShape shape, float* x, float* dz, float* dw)
    {
        for (int filter = 0; filter < shape.Groups * shape.Filters;)
        {
            int group = filter / shape.Filters, count = Math.Min(Block, (group + 1) * shape.Filters - filter);
            for (int c = 0; c < shape.Channels; c++)
            {
                float* image = x + (group * shape.Channels + c) * shape.InputPlane;
                for (int ky = 0; ky < shape.Rows.Kernel; ky++)
                {
                    for (int kx = 0; kx < shape.Columns.Kernel; kx += TapBlock)
                    {
                        float* target = dw + (nint)filter * shape.FilterSize + (c * shape.Rows.Kernel + ky) * shape.Columns.Kernel + kx;
                        WeightGradientRow(shape, image, dz + filter * shape.OutputPlane, target, ky, kx, count);
                    }
                }
            }

            filter += count;
        }
    }

    private static void DataGradientRow<TActivation>(
        in ConvolutionShape shape, float* dz, float* w, float* addend, float* dx, float* value, float scale, int iy, int count)
        where TActivation : struct, IActivation
    {
        float* sums = stackalloc float[Block * Width];
        Reach rows = shape.Rows.ReachOf(iy);
        Walk planes = new(shape.Filters, shape.OutputPlane, shape.FilterSize);
        Walk lines = new(rows.Count, (nint)rows.OutputStep * shape.Columns.OutputSize * Width, rows.TapStep * shape.Columns.Kernel);
        for (int ix = 0; ix < shape.Columns.Size; ix++)
        {
            Reach columns = shape.Columns.ReachOf(ix);
            new Span<float>(sums, Block * Width).Clear();
            float* vectors = dz + ((nint)rows.Output * shape.Columns.OutputSize + columns.Output) * Width;
            Walk taps = new(columns.Count, columns.OutputStep * Width, columns.TapStep);
            Multiply(planes, lines, taps, vectors, w + rows.Tap * shape.Columns.Kernel + columns.Tap, shape.KernelSize, sums, count);
            for (int k = 0; k < count; k++)
            {
                nint at = k * shape.InputPlane + (nint)ix * Width;
                Vector512<float> sum = Vector512.Load(sums + k * Width);
                if (addend is not null) sum += Vector512.Load(addend + at);
                if (!TActivation.IsIdentity) sum *= TActivation.Derivative(Vector512.Load(value + at));
                Vector512.Store(sum * Vector512.Create(scale), dx + at);
            }
        }
    }

    /// <summary>Taps kx.. of kernel row ky for up to eight filters, output row by output row.</summary>
    private static void WeightGradientRow(in ConvolutionShape shape, float* image, float* dz, float* dw, int ky, int kx, int count)
    {
        int taps = Math.Min(TapBlock, shape.Columns.Kernel - kx);
        float* sums = stackalloc float[TapBlock * Block * Width];
        new Span<float>(sums, taps * Block * Width).Clear();
        (int first, int end) = shape.Rows.OutputsOf(ky);
        for (int oy = first; oy < end; oy++)
        {
            float* row = image + (nint)shape.Rows.InputOf(oy, ky) * shape.Columns.Size * Width;
            float* gradients = dz + (nint)oy * shape.Columns.OutputSize * Width;
            for (int tap = 0; tap < taps; tap++)
            {
                (int firstColumn, int endColumn) = shape.Columns.OutputsOf(kx + tap);
                if (firstColumn >= endColumn) continue;
                Correlate(
                    row + (nint)shape.Columns.InputOf(firstColumn, kx + tap) * Width, shape.Columns.Stride * Width,
                    gradients + (nint)firstColumn * Width, shape.OutputPlane, sums + tap * Block * Width, endColumn - firstColumn, count);
            }
        }

        for (int k = 0; k < count; k++)
        {
            for (int tap = 0; tap < taps; tap++) dw[(nint)k * shape.FilterSize + tap] += Vector512.Sum(Vector512.Load(sums + (tap * Block + k) * Width));
        }
    }

    /// <summary>Adds to each of up to eight sums the products of a row of inputs with its row of gradients, lane by lane.</summary>
    private static void Correlate(float* x, nint step, float* dz, nint plane, float* sums, int length, int count)
    {
        if (count == Block)
        {
            CorrelateBlock(x, step, dz, plane, sums, length);
            return;
        }

        for (int k = 0; k < count; k++, dz += plane, sums += Width)
        {
            Vector512<float> sum = Vector512.Load(sums);
            for (nint i = 0; i < length; i++) sum = Vector512.FusedMultiplyAdd(Vector512.Load(x + i * step), Vector512.Load(dz + i * Width), sum);
            Vector512.Store(sum, sums);
        }
    }

    private static void CorrelateBlock(float* x, nint step, float* dz, nint plane, float* sums, int length)
    {
        float* d1 = dz + plane, d2 = d1 + plane, d3 = d2 + plane, d4 = d3 + plane, d5 = d4 + plane, d6 = d5 + plane, d7 = d6 + plane;
        Vector512<float> sum0 = Vector512.Load(sums), sum1 = Vector512.Load(sums + Width);
        Vector512<float> sum2 = Vector512.Load(sums + 2 * Width), sum3 = Vector512.Load(sums + 3 * Width);
        Vector512<float> sum4 = Vector512.Load(sums + 4 * Width), sum5 = Vector512.Load(sums + 5 * Width);
        Vector512<float> sum6 = Vector512.Load(sums + 6 * Width), sum7 = Vector512.Load(sums + 7 * Width);
        for (nint i = 0; i < (nint)length * Width; i += Width, x += step)
        {
            Vector512<float> input = Vector512.Load(x);
            sum0 = Vector512.FusedMultiplyAdd(input, Vector512.Load(dz + i), sum0);
            sum1 = Vector512.FusedMultiplyAdd(input, Vector512.Load(d1 + i), sum1);
            sum2 = Vector512.FusedMultiplyAdd(input, Vector512.Load(d2 + i), sum2);
            sum3 = Vector512.FusedMultiplyAdd(input, Vector512.Load(d3 + i), sum3);
            sum4 = Vector512.FusedMultiplyAdd(input, Vector512.Load(d4 + i), sum4);
            sum5 = Vector512.FusedMultiplyAdd(input, Vector512.Load(d5 + i), sum5);
            sum6 = Vector512.FusedMultiplyAdd(input, Vector512.Load(d6 + i), sum6);
            sum7 = Vector512.FusedMultiplyAdd(input, Vector512.Load(d7 + i), sum7);
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
