using System.Numerics;

namespace NetArch;

/// <summary>One hand at one moment: where a point of the box from (0, 0) to (1, 1) lands on the image, in pixels.</summary>
internal readonly struct Handwriting
{
    private readonly Vector2 centre, right, down, waveX, waveY, phase;

    /// <summary>A random slant, size, turn and shift, and a slow waver of the line.</summary>
    /// <param name="size">Of the image, in pixels.</param>
    public Handwriting(ref PhiloxSequence random, int size)
    {
        float box = size * 0.74f;
        var scale = new Vector2(random.Next(0.6f, 1.08f), random.Next(0.75f, 1.12f)) * box;
        float slant = random.Next(-0.2f, 0.45f);
        (float sin, float cos) = SinCos(random.Next(-0.26f, 0.26f));
        right = scale.X * new Vector2(cos, sin);
        down = scale.Y * new Vector2(-sin, cos) - slant * right;
        centre = new Vector2(size / 2f + random.Next(-2.2f, 2.2f), size / 2f + random.Next(-2.2f, 2.2f));
        waveX = new Vector2(random.Next(-0.08f, 0.08f), random.Next(0.4f, 1.1f));
        waveY = new Vector2(random.Next(-0.07f, 0.07f), random.Next(0.4f, 1.1f));
        phase = new Vector2(random.NextUnit(), random.NextUnit());
    }

    public Vector2 Place(Vector2 point)
    {
        float x = point.X - 0.5f + waveX.X * SinCos(MathF.Tau * (waveX.Y * point.Y + phase.X)).Sin;
        float y = point.Y - 0.5f + waveY.X * SinCos(MathF.Tau * (waveY.Y * point.X + phase.Y)).Sin;
        return centre + x * right + y * down;
    }

    /// <summary>Rounded from double: the libraries of different systems agree on it, as they do not on the last bit of a float's.</summary>
    public static (float Sin, float Cos) SinCos(float angle)
    {
        (double sin, double cos) = Math.SinCos(angle);
        return ((float)sin, (float)cos);
    }
}
