namespace NetArch;

/// <summary>What one training learns from.</summary>
/// <param name="Trained">The places in the store of the samples that are trained on.</param>
/// <param name="Validated">Of those that every epoch is measured by; none for no validation.</param>
/// <param name="Black">What 0 is after standardisation, channel by channel: what surrounds an image.</param>
internal sealed record TrainingData(SampleStore Store, int[] Trained, int[] Validated, float[] Black);
