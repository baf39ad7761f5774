using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>Between the usual layout, sample by sample, and the lane layout, sixteen samples side by side.</summary>
public static unsafe class Lanes
{
    private const int Width = CpuLayout.Lanes;

    /// <summary>Fills a tile with its samples: <c>tile[i][lane] = sample[lane][i]</c>. Lanes without a sample become zero.</summary>
    public static void Pack(CpuFrame* frame, int tile, float* destination, int count)
    {
        float** rows = stackalloc float*[Width];
        int valid = frame->ValidLanes(tile);
        for (int lane = 0; lane < Width; lane++)
            rows[lane] = lane < valid ? frame->Values + (long)frame->Rows[tile * Width + lane] * count : null;

        int i = 0;
        if (valid == Width)
        {
            for (; i + Width <= count; i += Width)
                Transposition.Transpose(rows, i, destination + (nint)i * Width);
        }

        for (; i < count; i++)
        {
            for (int lane = 0; lane < Width; lane++)
                destination[(nint)i * Width + lane] = rows[lane] is null ? 0 : rows[lane][i];
        }
    }

    /// <summary>Copies a tile's samples as they are, one row each: what a weight gradient over the inputs reads.</summary>
    /// <param name="stride">Floats from one row to the next; what a row has beyond <paramref name="count"/> becomes zero.</param>
    public static void Gather(CpuFrame* frame, int tile, float* destination, int count, int stride)
    {
        int valid = frame->ValidLanes(tile);
        for (int lane = 0; lane < valid; lane++)
        {
            float* source = frame->Values + (long)frame->Rows[tile * Width + lane] * count;
            float* row = destination + (nint)lane * stride;
            new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(row, count));
            new Span<float>(row + count, stride - count).Clear();
        }
    }

    /// <summary>A range of a tile's values sample by sample: <c>destination[lane][i] = tile[i][lane]</c>.</summary>
    /// <param name="total">Values of a sample; when the range ends there, the rest of each row becomes zero.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    public static void Transpose(float* tile, float* destination, int first, int count, int total, int stride)
    {
        float** rows = stackalloc float*[Width];
        int end = first + count;
        int i = first;
        for (; i + Width <= end; i += Width)
        {
            for (int k = 0; k < Width; k++) rows[k] = tile + (nint)(i + k) * Width;
            Transposition.TransposeInto(rows, destination + i, stride);
        }

        int filled = end == total ? stride : end;
        if (i == filled) return;
        for (int lane = 0; lane < Width; lane++)
        {
            float* row = destination + (nint)lane * stride;
            for (int k = i; k < filled; k++) row[k] = k < end ? tile[(nint)k * Width + lane] : 0;
        }
    }

    /// <summary>Writes a tile's values to rows of their own, for the samples that exist: <c>rows[sample][i] = tile[i][lane]</c>.</summary>
    public static void Unpack(CpuFrame* frame, int tile, float* source, float* destination, int count)
    {
        int valid = frame->ValidLanes(tile);
        for (int lane = 0; lane < valid; lane++)
        {
            float* row = destination + ((long)tile * Width + lane) * count;
            for (int i = 0; i < count; i++) row[i] = source[(nint)i * Width + lane];
        }
    }

    /// <summary>Writes a traced layer's output where the trace wants it.</summary>
    public static void Record(CpuFrame* frame, int tile, int layer, float* source, int count) =>
        Unpack(frame, tile, source, frame->Traces[layer], count);

    /// <summary>y = f(x), value by value.</summary>
    public static void Activate<TActivation>(float* x, float* y, int count)
        where TActivation : struct, IActivation
    {
        for (nint i = 0; i < (nint)count * Width; i += Width)
            Vector512.Store(TActivation.Apply(Vector512.Load(x + i)), y + i);
    }

    /// <summary>dx = dy f'(x), with f' by the result y.</summary>
    /// <param name="scale">What dropout multiplied the result with.</param>
    public static void Differentiate<TActivation>(float* dy, float* y, float* dx, int count, float scale)
        where TActivation : struct, IActivation
    {
        Vector512<float> undo = Vector512.Create(1 / scale);
        for (nint i = 0; i < (nint)count * Width; i += Width)
            Vector512.Store(Vector512.Load(dy + i) * TActivation.Derivative(Vector512.Load(y + i) * undo), dx + i);
    }

    /// <summary>y = x.</summary>
    public static void Copy(float* x, float* y, int count) =>
        new ReadOnlySpan<float>(x, count * Width).CopyTo(new Span<float>(y, count * Width));

    /// <summary>Adds each row of a tile's vectors into one vector: a bias gradient, lane by lane.</summary>
    public static void AddRows(float* values, float* sums, int rows, int columns)
    {
        for (nint row = 0; row < rows; row++)
        {
            Vector512<float> sum = Vector512.Load(sums + row * Width);
            for (int column = 0; column < columns; column++, values += Width) sum += Vector512.Load(values);
            Vector512.Store(sum, sums + row * Width);
        }
    }

    public static void Clear(float* destination, int count) => new Span<float>(destination, count).Clear();
}
