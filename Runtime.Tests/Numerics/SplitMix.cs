namespace NetArch.Runtime.Tests.Numerics;

/// <summary>The numbers that <c>Fixtures/make_fixtures.py</c> draws: SplitMix64 (Steele, Lea, Flood 2014) over a stream's name.</summary>
internal static class SplitMix
{
    /// <summary>Uniform in [0, 1), 24 bits each.</summary>
    public static double[] Numbers(string stream, int count)
    {
        ulong state = 0xCBF29CE484222325;
        foreach (char character in stream) state = (state ^ character) * 0x100000001B3;
        var numbers = new double[count];
        for (int i = 0; i < count; i++) numbers[i] = (Mix(state + (ulong)(i + 1) * 0x9E3779B97F4A7C15) >> 40) / (double)(1 << 24);
        return numbers;
    }

    /// <summary>Uniform around the middle, at most the bound away, rounded to single precision.</summary>
    public static float[] Uniform(string stream, int count, double bound, double middle = 0) =>
        [.. Numbers(stream, count).Select(value => (float)((2 * value - 1) * bound + middle))];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
