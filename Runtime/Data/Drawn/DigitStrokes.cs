using System.Numerics;

namespace NetArch;

/// <summary>How the ten digits are written by hand, each in a few ways, as strokes in a box from (0, 0) above left to (1, 1) below right.</summary>
internal static class DigitStrokes
{
    /// <summary>For each digit its ways of writing, for each way its strokes, each stroke a line through points.</summary>
    public static Vector2[][][][] Ways { get; } =
    [
        [
            [Loop(.5f, .5f, .28f, .43f)],
            [Loop(.5f, .5f, .2f, .43f)],
            [Curve((.6f, .1f), (.4f, .08f), (.25f, .3f), (.24f, .62f), (.42f, .92f), (.64f, .86f), (.76f, .58f), (.72f, .26f), (.5f, .1f), (.4f, .16f))],
        ],
        [
            [Lines((.5f, .06f), (.5f, .94f))],
            [Lines((.32f, .26f), (.52f, .06f), (.52f, .94f))],
            [Lines((.34f, .24f), (.52f, .06f), (.52f, .94f)), Lines((.3f, .94f), (.74f, .94f))],
        ],
        [
            [Curve((.24f, .28f), (.34f, .1f), (.55f, .06f), (.72f, .2f), (.7f, .4f), (.5f, .64f), (.24f, .92f)), Lines((.24f, .92f), (.78f, .92f))],
            [Curve((.26f, .22f), (.44f, .07f), (.68f, .14f), (.7f, .38f), (.5f, .68f), (.32f, .88f), (.19f, .9f), (.2f, .78f), (.36f, .78f), (.58f, .92f), (.8f, .86f))],
            [Curve((.26f, .16f), (.5f, .06f), (.72f, .18f), (.64f, .44f), (.24f, .9f)), Curve((.24f, .9f), (.5f, .86f), (.8f, .92f))],
        ],
        [
            [Curve((.26f, .16f), (.5f, .06f), (.72f, .2f), (.66f, .4f), (.44f, .48f)), Curve((.44f, .48f), (.7f, .54f), (.76f, .74f), (.54f, .94f), (.24f, .86f))],
            [Lines((.26f, .08f), (.74f, .08f), (.46f, .42f)), Curve((.46f, .42f), (.72f, .5f), (.76f, .74f), (.52f, .94f), (.24f, .84f))],
            [Curve((.28f, .1f), (.6f, .08f), (.7f, .26f), (.52f, .44f), (.44f, .46f), (.56f, .48f), (.74f, .66f), (.66f, .88f), (.4f, .94f), (.24f, .9f))],
        ],
        [
            [Lines((.58f, .06f), (.2f, .62f), (.82f, .62f)), Lines((.62f, .34f), (.62f, .94f))],
            [Lines((.28f, .08f), (.24f, .52f), (.76f, .52f)), Lines((.7f, .08f), (.66f, .94f))],
            [Lines((.66f, .94f), (.66f, .06f), (.18f, .66f), (.84f, .66f))],
            [Curve((.3f, .1f), (.24f, .38f), (.34f, .52f), (.68f, .48f)), Curve((.74f, .08f), (.7f, .5f), (.64f, .94f))],
        ],
        [
            [Lines((.74f, .08f), (.32f, .08f), (.28f, .44f)), Curve((.28f, .44f), (.5f, .36f), (.74f, .5f), (.74f, .76f), (.52f, .94f), (.24f, .86f))],
            [Curve((.74f, .1f), (.44f, .1f), (.3f, .26f), (.4f, .44f), (.66f, .54f), (.72f, .76f), (.5f, .94f), (.24f, .86f))],
            [Lines((.34f, .1f), (.32f, .44f)), Lines((.34f, .1f), (.76f, .1f)), Curve((.32f, .44f), (.62f, .42f), (.76f, .64f), (.6f, .9f), (.26f, .92f))],
        ],
        [
            [Curve((.66f, .08f), (.42f, .24f), (.28f, .5f), (.28f, .74f), (.46f, .94f), (.68f, .86f), (.72f, .66f), (.54f, .52f), (.34f, .6f), (.28f, .72f))],
            [Curve((.58f, .06f), (.36f, .42f), (.28f, .72f)), Loop(.5f, .72f, .22f, .21f)],
            [Curve((.4f, .06f), (.3f, .4f), (.3f, .74f), (.5f, .94f), (.72f, .76f), (.6f, .58f), (.36f, .66f))],
        ],
        [
            [Lines((.22f, .1f), (.78f, .1f), (.42f, .94f))],
            [Lines((.22f, .1f), (.78f, .1f), (.44f, .94f)), Lines((.36f, .52f), (.72f, .5f))],
            [Curve((.22f, .2f), (.26f, .1f), (.5f, .12f), (.78f, .08f)), Curve((.78f, .08f), (.56f, .46f), (.48f, .94f))],
        ],
        [
            [Loop(.5f, .28f, .2f, .21f), Loop(.5f, .71f, .25f, .23f)],
            [Curve((.7f, .2f), (.5f, .06f), (.3f, .2f), (.42f, .42f), (.66f, .58f), (.72f, .8f), (.5f, .94f), (.28f, .8f), (.36f, .58f), (.6f, .4f), (.7f, .2f))],
            [Curve((.68f, .14f), (.44f, .08f), (.34f, .26f), (.5f, .46f), (.7f, .66f), (.6f, .92f), (.36f, .9f), (.3f, .7f), (.5f, .48f), (.72f, .24f))],
        ],
        [
            [Loop(.48f, .3f, .22f, .23f), Lines((.7f, .3f), (.66f, .94f))],
            [Loop(.48f, .3f, .22f, .23f), Curve((.7f, .28f), (.72f, .6f), (.6f, .88f), (.34f, .94f))],
            [Curve((.7f, .2f), (.5f, .07f), (.28f, .28f), (.42f, .5f), (.64f, .4f), (.72f, .14f)), Lines((.71f, .16f), (.58f, .94f))],
        ],
    ];

    private static Vector2[] Lines(params (float X, float Y)[] points) => Array.ConvertAll(points, point => new Vector2(point.X, point.Y));

    private static Vector2[] Loop(float x, float y, float width, float height)
    {
        const int Points = 20;
        return [.. Enumerable.Range(0, Points + 1).Select(i =>
        {
            // Begins above, as a pen does, and goes round against the clock.
            (float sin, float cos) = Handwriting.SinCos(-MathF.PI / 2 - i * MathF.Tau / Points);
            return new Vector2(x + width * cos, y + height * sin);
        })];
    }

    /// <summary>A smooth line through the points (Catmull and Rom, uniform).</summary>
    private static Vector2[] Curve(params (float X, float Y)[] points)
    {
        const int Pieces = 4;
        Vector2[] through = Lines(points);
        var line = new List<Vector2>();
        for (int i = 0; i + 1 < through.Length; i++)
        {
            (Vector2 before, Vector2 after) = (through[Math.Max(i - 1, 0)], through[Math.Min(i + 2, through.Length - 1)]);
            for (int piece = 0; piece < Pieces; piece++) line.Add(CatmullRom(before, through[i], through[i + 1], after, piece / (float)Pieces));
        }

        line.Add(through[^1]);
        return [.. line];
    }

    private static Vector2 CatmullRom(Vector2 p0, Vector2 p1, Vector2 p2, Vector2 p3, float t) =>
        0.5f * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * (t * t) + (3 * p1 - p0 - 3 * p2 + p3) * (t * t * t));
}
