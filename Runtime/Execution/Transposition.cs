using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetArch;

/// <summary>16 x 16 blocks of floats, rows to columns, as sixteen blocks of 4 x 4.</summary>
internal static unsafe class Transposition
{
    private const int Width = CpuLayout.Lanes;

    /// <summary><c>destination[k][row] = rows[row][offset + k]</c>; the destination is a dense block.</summary>
    public static void Transpose(float** rows, int offset, float* destination)
    {
        for (int row = 0; row < Width; row += 4)
        {
            for (int k = 0; k < Width; k += 4)
            {
                Block(rows[row] + offset + k, rows[row + 1] + offset + k, rows[row + 2] + offset + k, rows[row + 3] + offset + k,
                    destination + k * Width + row, Width);
            }
        }
    }

    /// <summary><c>destination[k * stride + row] = rows[row][k]</c>.</summary>
    public static void TransposeInto(float** rows, float* destination, nint stride)
    {
        for (int k = 0; k < Width; k += 4)
        {
            for (int row = 0; row < Width; row += 4)
                Block(rows[row] + k, rows[row + 1] + k, rows[row + 2] + k, rows[row + 3] + k, destination + k * stride + row, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* a, float* b, float* c, float* d, float* destination, nint stride)
    {
        if (Sse.IsSupported)
        {
            Vector128<float> ab = Sse.UnpackLow(Vector128.Load(a), Vector128.Load(b));
            Vector128<float> cd = Sse.UnpackLow(Vector128.Load(c), Vector128.Load(d));
            Vector128<float> abHigh = Sse.UnpackHigh(Vector128.Load(a), Vector128.Load(b));
            Vector128<float> cdHigh = Sse.UnpackHigh(Vector128.Load(c), Vector128.Load(d));
            Vector128.Store(Sse.MoveLowToHigh(ab, cd), destination);
            Vector128.Store(Sse.MoveHighToLow(cd, ab), destination + stride);
            Vector128.Store(Sse.MoveLowToHigh(abHigh, cdHigh), destination + 2 * stride);
            Vector128.Store(Sse.MoveHighToLow(cdHigh, abHigh), destination + 3 * stride);
            return;
        }

        for (int k = 0; k < 4; k++)
            Vector128.Store(Vector128.Create(a[k], b[k], c[k], d[k]), destination + k * stride);
    }
}
