namespace NetArch.Runtime.Tests.Numerics;

/// <summary>How far single precision may stray, as the largest difference in a tensor over the largest value in it.</summary>
internal static class Tolerances
{
    /// <summary>One kernel by itself: single-precision sums of at most some thousands of terms, and functions of sixteen floats.</summary>
    public const double Kernel = 5e-6;

    /// <summary>Outputs of layers. Sums of up to a few thousand products in single precision lose about 1e-6; tanh as a rational
    /// function 2.4e-7; a network of ten layers makes some 1e-5 of it at worst.</summary>
    public const double Outputs = 1e-4;

    /// <summary>Gradients: the same losses twice, forward and backward, and sums over the whole batch in which terms cancel.</summary>
    public const double Gradients = 1e-3;

    /// <summary>A bias before a batch norm changes nothing: its gradient is zero but for the rounding (6e-8 each) of a sum of terms as
    /// large as other gradients, and larger behind a norm over three samples, whose values are all but +1 and -1. So tensors whose gradient is this
    /// much smaller than the network's largest count as if it were not.</summary>
    public const double CancelledGradient = 2e-2;

    /// <summary>A batch's loss, relative or, below 1, absolute: a mean in double precision of single-precision logarithms.</summary>
    public static double Loss(double expected) => 1e-5 * Math.Max(1, Math.Abs(expected));

    /// <summary>The reference's own gradients against central differences in double precision with a step of 1e-5: the third
    /// derivative times the step squared, and rounding (1e-16) over the step, are both about 1e-10.</summary>
    public const double ReferenceDifferences = 1e-6;

    /// <summary>Central differences of the compiled network's loss, with steps of 1e-2: rounding of about 1e-7 over the step makes
    /// 1e-5, which gradients of about 1e-3 feel at the second digit.</summary>
    public const double Differences = 2e-2;

    /// <summary>One optimiser step on the same gradient in single and in double precision: a handful of roundings of 6e-8, and
    /// Adam's quotient of moments.</summary>
    public const double OptimizerStep = 2e-6;

    /// <summary>Losses and parameters over training steps beside PyTorch, relative: both drift apart from the exact course by rounding,
    /// which every step amplifies, batch norm the more so.</summary>
    public static double TrainingCourse(int steps) => steps <= 5 ? 1e-3 : 1e-2;

    /// <summary>The reference beside PyTorch, both in double precision: fixtures hold nine digits.</summary>
    public const double StoredDigits = 1e-7;

    /// <summary>A share of n dropped values: five standard deviations of a binomial distribution.</summary>
    public static double DroppedShare(double probability, int values) => 5 * Math.Sqrt(probability * (1 - probability) / values);
}
