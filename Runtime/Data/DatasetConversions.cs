namespace NetArch;

/// <summary>How samples of one shape may become samples of another.</summary>
public enum Conversion
{
    /// <summary>Not at all: the shapes must be equal.</summary>
    None,

    /// <summary>Images are centred on a larger one of as many channels; the border is black (0 before standardisation).</summary>
    Pad,

    /// <summary>The same values in the same order under another shape, as 1x28x28 and 784.</summary>
    Reshape,
}

public sealed partial class Dataset<TInput>
{
    /// <summary>The same samples with every value brought to (x - mean) / deviation of its channel.</summary>
    /// <exception cref="ArgumentException">The numbers are not those of this many channels, are not finite, or a deviation is not above 0.</exception>
    /// <exception cref="InvalidOperationException">The set is standardised already.</exception>
    public Dataset<TInput> Standardise(Standardisation standardisation)
    {
        ArgumentNullException.ThrowIfNull(standardisation);
        if (Standardisation is not null) throw new InvalidOperationException($"{Name} is standardised already.");
        standardisation.Check(TInput.Shape.Channels);
        return Rewritten<TInput>(standardisation.Apply, standardisation);
    }

    /// <summary>The same samples for another network.</summary>
    /// <exception cref="DatasetException">The shapes differ and <paramref name="conversion"/> does not bridge the difference.</exception>
    public Dataset<TOther> For<TOther>(Conversion conversion = Conversion.None) where TOther : struct, INetworkInput<TOther>
    {
        (SampleShape from, SampleShape to) = (TInput.Shape, TOther.Shape);
        if (from == to) return new Dataset<TOther>(Name, Store, Rows, ClassNames, Standardisation);
        if (conversion == Conversion.Reshape && from.Count == to.Count)
            return new Dataset<TOther>(Name, Store, Rows, ClassNames, Standardisation?.Reshaped(from, to));
        if (conversion == Conversion.Pad && Padding.Fits(from, to))
            return Rewritten<TOther>(new Padding(from, to, Standardisation).Apply, Standardisation);
        throw new DatasetException($"{Name} has samples of {from}; {to} is wanted. {Advice(from, to)}");
    }

    /// <summary>The same samples with target vectors instead of classes: 1 at the class, 0 elsewhere; for a width of 1, the class itself, 0 or 1.</summary>
    /// <exception cref="DatasetException">The set has target vectors already, or more classes than fit.</exception>
    public Dataset<TInput> OneHot(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (TargetWidth > 0) throw new DatasetException($"{Name} has target vectors already, of {TargetWidth} values.");
        if (ClassNames.Count > Math.Max(2, width)) throw new DatasetException($"{Name} has {ClassNames.Count} classes; they do not fit vectors of {width}.");
        var targets = new float[checked(Store.Labels.Length * (long)width)];
        for (int i = 0; i < Store.Labels.Length; i++)
        {
            if (width == 1) targets[i] = Store.Labels[i];
            else targets[i * width + Store.Labels[i]] = 1;
        }

        return new Dataset<TInput>(Name, new SampleStore(Store.Values, [], targets, width), Rows, [], Standardisation);
    }

    private Dataset<TOther> Rewritten<TOther>(SampleConversion write, Standardisation? standardisation) where TOther : struct, INetworkInput<TOther> =>
        new(Name, Store.Rewrite(Rows, Size, TOther.Shape.Count, write), [.. Enumerable.Range(0, Count)], ClassNames, standardisation);

    private static string Advice(SampleShape from, SampleShape to) =>
        from.Count == to.Count ? "Conversion.Reshape reads the same values under the other shape."
        : Padding.Fits(from, to) ? "Conversion.Pad centres the images on the larger one."
        : "No conversion leads from one to the other.";
}
