namespace NetArch.Runtime.Tests.Numerics;

/// <summary>A slope by (f(x + h) - f(x - h)) / 2h.</summary>
internal static class CentralDifferences
{
    /// <summary>In double precision. Where a kink lies within the larger step, the smaller one tells whether the slope is right.</summary>
    private static readonly double[] Steps = [1e-5, 1e-6, 1e-7];

    /// <summary>How far a gradient is from the differences of the nearest step.</summary>
    public static double Error(double[] values, int place, double gradient, Func<double> loss) =>
        Steps.Min(step => Math.Abs(Slope(values, place, step, loss) - gradient));

    private static double Slope(double[] values, int place, double step, Func<double> loss)
    {
        double value = values[place];
        values[place] = value + step;
        double above = loss();
        values[place] = value - step;
        double below = loss();
        values[place] = value;
        return (above - below) / (2 * step);
    }
}
