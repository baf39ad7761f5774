using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>Local response normalisation over neighbouring channels (Krizhevsky et al. 2012), with PyTorch's window and division of alpha by its size.</summary>
/// <remarks>A window's sum is added up anew for every channel: a sum that slides loses digits wherever a large value leaves it. The
/// window's lines stay in cache, for a few positions go down all channels before the next few do.</remarks>
public static unsafe class LocalResponse
{
    private const int Width = CpuLayout.Lanes;

    /// <summary>Positions that go down the channels together: a kilobyte of each channel, for every channel lies in a page of its own.</summary>
    private const int Block = 16;

    /// <summary>y = x s^-beta with s = k + alpha / size * the sum of x^2 over channels c - size / 2 .. c + (size - 1) / 2.</summary>
    /// <param name="x">Channels x positions x lanes.</param>
    /// <param name="scales">As x: receives s.</param>
    public static void Forward(float* x, float* scales, float* y, int channels, int positions, int size, float alpha, float beta, float k)
    {
        if (beta == 0.75f) Forward<ThreeQuarters>(x, scales, y, channels, positions, size, alpha, beta, k);
        else Forward<AnyPower>(x, scales, y, channels, positions, size, alpha, beta, k);
    }

    /// <summary>dx = dy s^-beta - 2 alpha beta / size * x * the sum of dy y / s over the channels in whose window it lies.</summary>
    /// <param name="scales">Those of <see cref="Forward(float*, float*, float*, int, int, int, float, float, float)"/>. They are used up: it is dy y / s that they hold afterwards.</param>
    /// <param name="dx">May be dy, but neither x nor y.</param>
    public static void Backward(float* x, float* scales, float* y, float* dy, float* dx, int channels, int positions, int size, float alpha, float beta)
    {
        if (beta == 0.75f) Backward<ThreeQuarters>(x, scales, y, dy, dx, channels, positions, size, alpha, beta);
        else Backward<AnyPower>(x, scales, y, dy, dx, channels, positions, size, alpha, beta);
    }

    private static void Forward<TPower>(
        float* x, float* scales, float* y, int channels, int positions, int size, float alpha, float beta, float k)
        where TPower : struct, INegativePower
    {
        nint stride = (nint)positions * Width;
        Vector512<float> share = Vector512.Create(alpha / size), constant = Vector512.Create(k);
        for (int start = 0; start < positions; start += Block)
        {
            int end = Math.Min(start + Block, positions);
            for (int c = 0; c < channels; c++)
            {
                int from = Math.Max(0, c - size / 2), to = Math.Min(channels, c + (size - 1) / 2 + 1);
                for (int position = start; position < end; position++)
                {
                    nint at = c * stride + (nint)position * Width;
                    Vector512<float> s = Vector512.FusedMultiplyAdd(share, SquareSum(x + (nint)position * Width, stride, from, to), constant);
                    Vector512.Store(s, scales + at);
                    Vector512.Store(Vector512.Load(x + at) * TPower.Raise(s, beta), y + at);
                }
            }
        }
    }

    private static void Backward<TPower>(
        float* x, float* scales, float* y, float* dy, float* dx, int channels, int positions, int size, float alpha, float beta)
        where TPower : struct, INegativePower
    {
        nint stride = (nint)positions * Width;
        Vector512<float> factor = Vector512.Create(-2 * alpha * beta / size);
        int ahead = size / 2, behind = (size - 1) / 2;
        for (int start = 0; start < positions; start += Block)
        {
            int end = Math.Min(start + Block, positions);
            // What is known of channel c comes first; channel c - ahead then has all ratios it needs.
            for (int c = 0; c < channels + ahead; c++)
            {
                for (int position = start; position < end && c < channels; position++)
                    Prepare<TPower>(scales, y, dy, dx, c * stride + (nint)position * Width, beta);
                int finished = c - ahead;
                if (finished < 0 || finished >= channels) continue;
                int from = Math.Max(0, finished - behind), to = Math.Min(channels, c + 1);
                for (int position = start; position < end; position++)
                {
                    nint at = finished * stride + (nint)position * Width;
                    Vector512<float> sum = Sum(scales + (nint)position * Width, stride, from, to);
                    Vector512.Store(Vector512.FusedMultiplyAdd(factor * Vector512.Load(x + at), sum, Vector512.Load(dx + at)), dx + at);
                }
            }
        }
    }

    /// <summary>dx = dy s^-beta, and dy y / s takes the place of s.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prepare<TPower>(float* scales, float* y, float* dy, float* dx, nint at, float beta)
        where TPower : struct, INegativePower
    {
        Vector512<float> s = Vector512.Load(scales + at), gradient = Vector512.Load(dy + at);
        Vector512.Store(gradient * Vector512.Load(y + at) / s, scales + at);
        Vector512.Store(gradient * TPower.Raise(s, beta), dx + at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SquareSum(float* x, nint stride, int from, int to)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        for (nint c = from; c < to; c++)
        {
            Vector512<float> value = Vector512.Load(x + c * stride);
            sum = Vector512.FusedMultiplyAdd(value, value, sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sum(float* values, nint stride, int from, int to)
    {
        Vector512<float> sum = Vector512<float>.Zero;
        for (nint c = from; c < to; c++) sum += Vector512.Load(values + c * stride);
        return sum;
    }
}
