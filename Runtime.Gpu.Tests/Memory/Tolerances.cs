namespace NetArch.Runtime.Gpu.Tests.Memory;

/// <summary>How far a result may lie from what it is compared with: absolute + relative * |expected|.</summary>
internal readonly record struct Tolerance(double Absolute, double Relative);

/// <summary>Every tolerance of these tests, each with its reason.</summary>
internal static class Tolerances
{
    /// <summary>Copies, maxima, masks, and products and sums of two numbers: nothing may differ but the sign of a zero.</summary>
    public static readonly Tolerance Exact = new(0, 0);

    /// <summary>The same formula, but a device may fuse a multiply-add where the CPU does not, or the other way round: a few units of the last place.</summary>
    public static readonly Tolerance Rounding = new(1e-7, 1e-6);

    /// <summary>Exponentials and quotients of them: both sides are within 2e-7 of the truth.</summary>
    public static readonly Tolerance Curve = new(3e-7, 2e-6);

    /// <summary>Sums of hundreds of numbers around one, in another order.</summary>
    public static readonly Tolerance Sum = new(2e-5, 2e-5);

    /// <summary>What batch statistics make of such sums.</summary>
    public static readonly Tolerance Statistics = new(5e-6, 5e-6);

    /// <summary>Values normalised by such statistics: a mean far from zero is itself rounded, and so are the values around it.</summary>
    public static Tolerance Normalised(double mean) => new(1e-5 + Math.Abs(mean) * 2e-7, 1e-5);
}

internal static class Comparison
{
    /// <summary>Value by value; not-a-number equals not-a-number.</summary>
    public static void ShouldMatch(this IReadOnlyList<float> found, IReadOnlyList<float> expected, Tolerance tolerance, string what = "")
    {
        found.Count.ShouldBe(expected.Count);
        for (int i = 0; i < found.Count; i++)
        {
            bool matches = found[i].Equals(expected[i]) || found[i] == expected[i]
                || Math.Abs((double)found[i] - expected[i]) <= tolerance.Absolute + tolerance.Relative * Math.Abs((double)expected[i]);
            if (!matches) throw new ShouldAssertException($"{what} value {i} of {found.Count}: found {found[i]:R}, expected {expected[i]:R} (within {tolerance}).");
        }
    }
}
