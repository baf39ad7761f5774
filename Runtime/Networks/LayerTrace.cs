namespace NetArch;

/// <summary>What a layer gave for some samples.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Shape">Of one sample's output.</param>
/// <param name="Samples">How many samples went in.</param>
/// <param name="Values">Sample by sample, in channel, row, column order.</param>
public sealed record LayerTrace(string Name, SampleShape Shape, int Samples, ReadOnlyMemory<float> Values)
{
    /// <summary>The output for one sample.</summary>
    public ReadOnlyMemory<float> Of(int sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, Samples);
        return Values.Slice(sample * Shape.Count, Shape.Count);
    }
}
