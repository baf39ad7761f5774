using System.Numerics;

namespace NetArch;

/// <summary>Draws one digit: strokes laid down by a pen of random width and darkness, on paper with random grain and stray marks.</summary>
internal static class DigitImage
{
    /// <summary>Pixels along a side.</summary>
    public const int Size = 28;

    /// <param name="ink">A buffer of <see cref="Size"/> squared values, overwritten.</param>
    /// <param name="pixels">The image: 0 is paper, 255 ink.</param>
    public static void Draw(int digit, ref PhiloxSequence random, Span<float> ink, Span<byte> pixels)
    {
        ink.Clear();
        Vector2[][][] ways = DigitStrokes.Ways[digit];
        Vector2[][] strokes = ways[random.Next(ways.Length)];
        var hand = new Handwriting(ref random, Size);
        float radius = random.Next(0.55f, 1.65f), darkness = random.Next(0.6f, 1f);
        foreach (Vector2[] stroke in strokes) DrawStroke(stroke, hand, ref random, radius, ink);
        if (random.NextUnit() < 0.2f) DrawStrayMark(ref random, ink);
        Develop(ref random, ink, darkness, pixels);
    }

    private static void DrawStroke(Vector2[] stroke, in Handwriting hand, ref PhiloxSequence random, float radius, Span<float> ink)
    {
        // A stroke ends a little off its place, and the pen presses differently from one to the next.
        Vector2 slip = new(random.Next(-0.025f, 0.025f), random.Next(-0.025f, 0.025f));
        radius *= random.Next(0.9f, 1.1f);
        Vector2 from = hand.Place(stroke[0] + slip);
        for (int i = 1; i < stroke.Length; i++)
        {
            Vector2 to = hand.Place(stroke[i] + slip);
            DrawSegment(from, to, radius, 1, ink);
            from = to;
        }
    }

    private static void DrawStrayMark(ref PhiloxSequence random, Span<float> ink)
    {
        var from = new Vector2(random.Next(0f, Size), random.Next(0f, Size));
        (float sin, float cos) = Handwriting.SinCos(random.Next(0f, MathF.Tau));
        DrawSegment(from, from + random.Next(2f, 8f) * new Vector2(cos, sin), 0.5f, random.Next(0.3f, 0.8f), ink);
    }

    /// <summary>Darkens every pixel by how much of it lies within the pen's radius of the segment.</summary>
    private static void DrawSegment(Vector2 from, Vector2 to, float radius, float strength, Span<float> ink)
    {
        Vector2 margin = new(radius + 1), low = Vector2.Min(from, to) - margin, high = Vector2.Max(from, to) + margin, along = to - from;
        float length = Math.Max(along.LengthSquared(), 1e-6f);
        (int left, int right) = (Math.Max((int)low.X, 0), Math.Min((int)high.X, Size - 1));
        (int top, int bottom) = (Math.Max((int)low.Y, 0), Math.Min((int)high.Y, Size - 1));
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                Vector2 point = new Vector2(x + 0.5f, y + 0.5f) - from;
                float share = Math.Clamp(Vector2.Dot(point, along) / length, 0, 1);
                float covered = Math.Clamp(radius + 0.5f - (point - share * along).Length(), 0, 1) * strength;
                ref float pixel = ref ink[y * Size + x];
                pixel = Math.Max(pixel, covered);
            }
        }
    }

    private static void Develop(ref PhiloxSequence random, ReadOnlySpan<float> ink, float darkness, Span<byte> pixels)
    {
        float grain = random.Next(0f, 0.4f);
        for (int i = 0; i < pixels.Length; i++)
        {
            float value = darkness * ink[i] + grain * (random.NextUnit() - 0.5f);
            pixels[i] = (byte)(Math.Clamp(value, 0, 1) * 255 + 0.5f);
        }
    }
}
