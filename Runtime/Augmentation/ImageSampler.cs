using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetArch;

/// <summary>Draws images anew under a transform, between the pixels bilinearly. A transform onto whole pixels copies them exactly.</summary>
/// <remarks>An image is first laid into a margin of what is around it, so that no pixel needs a question about the border.
/// With AVX2 eight pixels are drawn at a time, by the same roundings as one by one: the results are equal bit for bit.</remarks>
internal sealed unsafe class ImageSampler(SampleShape shape, float[] background, Outside outside)
{
    /// <summary>One row above and two below: a point just outside still has a neighbour to the right of it and below.</summary>
    private const int Margin = 3;

    private readonly int width = shape.Width, height = shape.Height;
    private readonly int stride = shape.Width + Margin;
    private readonly int plane = (shape.Width + Margin) * (shape.Height + Margin);

    /// <summary>Floats of memory that one call of <see cref="Draw"/> works in.</summary>
    public int ScratchSize => shape.Channels * plane;

    /// <summary>Draws one image; source, target and scratch must not overlap.</summary>
    public void Draw(in ImageTransform transform, ReadOnlySpan<float> source, Span<float> target, Span<float> scratch)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(target.Length, shape.Count);
        Surround(source, scratch);
        fixed (float* from = scratch, to = target)
        {
            if (Avx2.IsSupported && width >= Vector256<float>.Count) DrawVectors(transform, from, to);
            else DrawPixels(transform, from, to);
        }
    }

    /// <summary>Lays every plane of an image into its margin.</summary>
    internal void Surround(ReadOnlySpan<float> source, Span<float> scratch)
    {
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            ReadOnlySpan<float> image = source.Slice(channel * width * height, width * height);
            Span<float> surrounded = scratch.Slice(channel * plane, plane);
            for (int y = -1; y < height + Margin - 1; y++)
            {
                Span<float> row = surrounded.Slice((y + 1) * stride, stride);
                ReadOnlySpan<float> pixels = image.Slice(Math.Clamp(y, 0, height - 1) * width, width);
                if (outside == Outside.Black && (uint)y >= (uint)height)
                {
                    row.Fill(background[channel]);
                    continue;
                }

                (row[0], row[width + 1]) = outside == Outside.Edge ? (pixels[0], pixels[^1]) : (background[channel], background[channel]);
                row[width + 2] = row[width + 1];
                pixels.CopyTo(row[1..]);
            }
        }
    }

    /// <summary>Draws a surrounded image pixel by pixel.</summary>
    internal void DrawPixels(in ImageTransform transform, float* surrounded, float* target)
    {
        float centreX = (width - 1) * 0.5f, centreY = (height - 1) * 0.5f;
        for (int y = 0; y < height; y++)
        {
            float down = y - (centreY + transform.ShiftY);
            for (int x = 0; x < width; x++)
            {
                float along = x - (centreX + transform.ShiftX);
                float fromX = Math.Clamp(transform.XX * along + (transform.XY * down + centreX), -1, width);
                float fromY = Math.Clamp(transform.YX * along + (transform.YY * down + centreY), -1, height);
                Interpolate(surrounded, target + y * width + x, fromX, fromY);
            }
        }
    }

    private void Interpolate(float* surrounded, float* target, float fromX, float fromY)
    {
        float floorX = MathF.Floor(fromX), floorY = MathF.Floor(fromY);
        float* above = surrounded + ((int)floorY + 1) * stride + (int)floorX + 1;
        float shareX = fromX - floorX, shareY = fromY - floorY;
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            float* below = above + stride;
            float left = above[0] + shareY * (below[0] - above[0]), right = above[1] + shareY * (below[1] - above[1]);
            *target = left + shareX * (right - left);
            above += plane;
            target += width * height;
        }
    }

    /// <summary>The same, eight pixels at a time.</summary>
    private void DrawVectors(in ImageTransform transform, float* surrounded, float* target)
    {
        float centreX = (width - 1) * 0.5f, centreY = (height - 1) * 0.5f;
        Vector256<float> outermost = Vector256.Create(-1f), right = Vector256.Create((float)width), bottom = Vector256.Create((float)height);
        Vector256<float> offsets = Vector256.CreateSequence(0f, 1f), moved = Vector256.Create(centreX + transform.ShiftX);
        Vector256<float> xx = Vector256.Create(transform.XX), yx = Vector256.Create(transform.YX);
        for (int y = 0; y < height; y++)
        {
            float down = y - (centreY + transform.ShiftY);
            Vector256<float> startX = Vector256.Create(transform.XY * down + centreX), startY = Vector256.Create(transform.YY * down + centreY);
            for (int next = 0; next < width; next += Vector256<float>.Count)
            {
                // The last vector of a row ends with it, and draws some pixels twice.
                int x = Math.Min(next, width - Vector256<float>.Count);
                Vector256<float> along = Vector256.Create((float)x) + offsets - moved;
                Vector256<float> fromX = Vector256.MinNative(Vector256.MaxNative(xx * along + startX, outermost), right);
                Vector256<float> fromY = Vector256.MinNative(Vector256.MaxNative(yx * along + startY, outermost), bottom);
                InterpolateVector(surrounded, target + y * width + x, fromX, fromY);
            }
        }
    }

    /// <summary>Neighbours in a row are fetched as one, and mixed with those below them first.</summary>
    private void InterpolateVector(float* surrounded, float* target, Vector256<float> fromX, Vector256<float> fromY)
    {
        Vector256<float> floorX = Vector256.Floor(fromX), floorY = Vector256.Floor(fromY);
        Vector256<float> shareX = fromX - floorX, shareY = fromY - floorY;
        Vector256<float> firstShares = Avx2.PermuteVar8x32(shareY, Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3));
        Vector256<float> lastShares = Avx2.PermuteVar8x32(shareY, Vector256.Create(4, 4, 5, 5, 6, 6, 7, 7));
        Vector256<int> row = Avx.ConvertToVector256Int32(floorY) * Vector256.Create(stride);
        Vector256<int> places = row + Avx.ConvertToVector256Int32(floorX) + Vector256.Create(stride + 1);
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            Vector256<float> first = Mix(surrounded, places.GetLower(), firstShares), last = Mix(surrounded, places.GetUpper(), lastShares);
            Vector256<float> left = Sorted(Avx.Shuffle(first, last, 0b10_00_10_00)), right = Sorted(Avx.Shuffle(first, last, 0b11_01_11_01));
            Vector256.Store(left + shareX * (right - left), target);
            surrounded += plane;
            target += width * height;
        }
    }

    /// <summary>Four pairs of neighbours, between their rows.</summary>
    private Vector256<float> Mix(float* surrounded, Vector128<int> places, Vector256<float> shares)
    {
        Vector256<float> above = Avx2.GatherVector256((double*)surrounded, places, sizeof(float)).AsSingle();
        Vector256<float> below = Avx2.GatherVector256((double*)(surrounded + stride), places, sizeof(float)).AsSingle();
        return above + shares * (below - above);
    }

    /// <summary>A shuffle works within halves; this puts its pairs in order.</summary>
    private static Vector256<float> Sorted(Vector256<float> pairs) => Avx2.Permute4x64(pairs.AsDouble(), 0b11_01_10_00).AsSingle();
}
