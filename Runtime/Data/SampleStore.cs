namespace NetArch;

/// <summary>The values of a data set, one sample after the other, with their labels or target vectors. Views of a set share one store.</summary>
/// <param name="Labels">A class per sample, or empty.</param>
/// <param name="Targets">A vector of <paramref name="TargetWidth"/> values per sample, or empty.</param>
internal sealed record SampleStore(float[] Values, int[] Labels, float[] Targets, int TargetWidth)
{
    /// <summary>Some of its samples as a batch, in that order.</summary>
    public Batch Batch(ReadOnlySpan<int> rows) => new(Values, rows, Labels, Targets);

    /// <summary>A store of these rows alone, in that order, with each sample's values as <paramref name="write"/> makes them.</summary>
    public SampleStore Rewrite(int[] rows, int inputSize, int outputSize, SampleConversion write)
    {
        var values = new float[checked(rows.Length * (long)outputSize)];
        Parallel.For(0, rows.Length, i => write(
            Values.AsSpan(rows[i] * inputSize, inputSize), values.AsSpan(i * outputSize, outputSize)));
        int[] labels = Labels.Length == 0 ? [] : Array.ConvertAll(rows, row => Labels[row]);
        var targets = new float[Targets.Length == 0 ? 0 : rows.Length * TargetWidth];
        for (int i = 0; targets.Length > 0 && i < rows.Length; i++)
            Targets.AsSpan(rows[i] * TargetWidth, TargetWidth).CopyTo(targets.AsSpan(i * TargetWidth));
        return new SampleStore(values, labels, targets, TargetWidth);
    }
}

/// <summary>Makes one sample's new values from its old ones.</summary>
internal delegate void SampleConversion(ReadOnlySpan<float> source, Span<float> destination);
