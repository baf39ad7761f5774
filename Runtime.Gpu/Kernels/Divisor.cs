namespace NetArch.Gpu;

/// <summary>Division by a number that is known at launch, as a multiplication: kernels have none that the device would spell out.</summary>
/// <remarks>floor(n / d) is the upper half of n * (floor(2^32 / d) + 1), exactly, as long as n * d stays below 2^32 (Granlund and
/// Montgomery 1994, section 4).</remarks>
public readonly struct Divisor
{
    private readonly long reciprocal;

    /// <param name="value">1 or more.</param>
    public Divisor(int value)
    {
        Value = value;
        reciprocal = (1L << 32) / value + 1;
    }

    public int Value { get; }

    /// <param name="number">0 or more.</param>
    public int Divide(int number) => (int)((number * reciprocal) >> 32);
}
