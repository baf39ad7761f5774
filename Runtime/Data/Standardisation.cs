namespace NetArch;

/// <summary>Brings values to mean 0 and deviation 1, channel by channel: (x - mean) / deviation.</summary>
/// <param name="Mean">A value per channel.</param>
/// <param name="Deviation">A value per channel; 1 where a channel does not vary.</param>
public sealed record Standardisation(IReadOnlyList<float> Mean, IReadOnlyList<float> Deviation)
{
    /// <summary>Measured over every value of a data set; take the training set, and standardise the test set by the same numbers.</summary>
    public static Standardisation Of<TInput>(Dataset<TInput> data) where TInput : struct, INetworkInput<TInput>
    {
        ArgumentNullException.ThrowIfNull(data);
        SampleShape shape = TInput.Shape;
        int plane = shape.Height * shape.Width;
        var mean = new float[shape.Channels];
        var deviation = new float[shape.Channels];
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            // Squares around the first value seen: no cancellation for data far from zero, in one pass.
            double origin = data.Store.Values[data.Rows[0] * shape.Count + channel * plane], sum = 0, squares = 0;
            foreach (int row in data.Rows)
            {
                foreach (float value in data.Store.Values.AsSpan(row * shape.Count + channel * plane, plane))
                {
                    sum += value - origin;
                    squares += (value - origin) * (value - origin);
                }
            }

            double count = (double)data.Count * plane, shift = sum / count;
            double variance = Math.Max(0, squares / count - shift * shift);
            mean[channel] = (float)(origin + shift);
            deviation[channel] = variance > 0 ? (float)Math.Sqrt(variance) : 1;
        }

        return new Standardisation(mean, deviation);
    }

    public bool Equals(Standardisation? other) =>
        other is not null && Mean.SequenceEqual(other.Mean) && Deviation.SequenceEqual(other.Deviation);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (float value in Mean) hash.Add(value);
        foreach (float value in Deviation) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <exception cref="ArgumentException">The numbers are not those of this many channels, are not finite, or a deviation is not above 0.</exception>
    internal void Check(int channels)
    {
        if (Mean.Count != channels || Deviation.Count != channels)
            throw new ArgumentException($"A sample has {channels} channels; the standardisation has {Mean.Count} means and {Deviation.Count} deviations.");
        if (!Mean.All(float.IsFinite) || !Deviation.All(value => float.IsFinite(value) && value > 0))
            throw new ArgumentException("A standardisation's means are finite numbers, and its deviations finite numbers above 0.");
    }

    /// <summary>The same numbers for the same values under another shape: value by value, each has those of the channel it came from.</summary>
    internal Standardisation Reshaped(SampleShape from, SampleShape to)
    {
        if (Mean.Count == 1) return new Standardisation([.. Enumerable.Repeat(Mean[0], to.Channels)], [.. Enumerable.Repeat(Deviation[0], to.Channels)]);
        int before = from.Height * from.Width, after = to.Height * to.Width;
        if (before % after != 0) throw new DatasetException($"Samples of {from} that were standardised by channel cannot become {to}; standardise after the conversion.");
        return new Standardisation(
            [.. Enumerable.Range(0, to.Channels).Select(channel => Mean[channel * after / before])],
            [.. Enumerable.Range(0, to.Channels).Select(channel => Deviation[channel * after / before])]);
    }

    /// <summary>What 0 has become, channel by channel; 0 itself where nothing was standardised.</summary>
    internal static float[] Black(Standardisation? standardisation, int channels) => standardisation is null
        ? new float[channels]
        : [.. standardisation.Mean.Zip(standardisation.Deviation, (mean, deviation) => -mean * (1 / deviation))];

    /// <summary>Standardises one sample.</summary>
    internal void Apply(ReadOnlySpan<float> source, Span<float> destination)
    {
        int plane = source.Length / Mean.Count;
        for (int channel = 0; channel < Mean.Count; channel++)
        {
            float mean = Mean[channel], scale = 1 / Deviation[channel];
            for (int i = channel * plane; i < (channel + 1) * plane; i++) destination[i] = (source[i] - mean) * scale;
        }
    }
}
