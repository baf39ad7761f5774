using System.Globalization;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>Compares tensors: the largest difference over the largest expected value.</summary>
internal static class Agreement
{
    /// <param name="floor">What counts as the largest expected value at least, where all of a tensor may cancel.</param>
    public static double Error(IReadOnlyList<float> found, IReadOnlyList<double> expected, double floor = 0)
    {
        found.Count.ShouldBe(expected.Count);
        double difference = 0, largest = floor;
        for (int i = 0; i < found.Count; i++)
        {
            double error = Math.Abs(found[i] - expected[i]);
            difference = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(difference, error);
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }

        return difference == 0 ? 0 : difference / largest;
    }

    public static void ShouldAgree(this IReadOnlyList<float> found, IReadOnlyList<double> expected, double tolerance, string what, double floor = 0)
    {
        double error = Error(found, expected, floor);
        error.ShouldBeLessThanOrEqualTo(tolerance, string.Create(CultureInfo.InvariantCulture, $"{what} is off by {error:0.0e0} of its largest value"));
    }

    /// <summary>Bit for bit, so that 0 is not -0 and a not-a-number is itself.</summary>
    public static void ShouldEqualBitForBit(this float[] found, float[] expected, string what)
    {
        found.Length.ShouldBe(expected.Length);
        for (int i = 0; i < found.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(found[i]) != BitConverter.SingleToInt32Bits(expected[i]))
                throw new ShouldAssertException(string.Create(CultureInfo.InvariantCulture, $"{what}: value {i} is {found[i]:G9}, not {expected[i]:G9}"));
        }
    }
}
