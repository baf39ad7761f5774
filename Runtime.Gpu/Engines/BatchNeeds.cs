namespace NetArch.Gpu;

/// <summary>How much of the memory that grows with the batch a pass uses.</summary>
/// <param name="Count">Samples.</param>
/// <param name="TracedSamples">Samples whose layers' outputs are kept.</param>
internal readonly record struct BatchNeeds(int Count, long GradientFloats = 0, long OutputFloats = 0, long InputGradientFloats = 0, int TracedSamples = 0)
{
    public bool Cover(in BatchNeeds other) => Count >= other.Count && GradientFloats >= other.GradientFloats && OutputFloats >= other.OutputFloats
        && InputGradientFloats >= other.InputGradientFloats && TracedSamples >= other.TracedSamples;

    /// <summary>What covers both.</summary>
    public BatchNeeds And(in BatchNeeds other) => new(
        Math.Max(Count, other.Count), Math.Max(GradientFloats, other.GradientFloats), Math.Max(OutputFloats, other.OutputFloats),
        Math.Max(InputGradientFloats, other.InputGradientFloats), Math.Max(TracedSamples, other.TracedSamples));
}
