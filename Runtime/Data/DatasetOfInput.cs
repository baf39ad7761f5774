using System.Globalization;

namespace NetArch;

/// <summary>Samples of one network's input type, each with its class or its target vector.</summary>
/// <remarks>Immutable. Parts of a set (<see cref="Split"/>, <see cref="Take"/>, <see cref="Subset"/>) share its values, nothing is copied.</remarks>
public sealed partial class Dataset<TInput> where TInput : struct, INetworkInput<TInput>
{
    internal Dataset(string name, SampleStore store, int[] rows, IReadOnlyList<string> classNames, Standardisation? standardisation)
    {
        Name = name;
        Store = store;
        Rows = rows;
        ClassNames = classNames;
        Standardisation = standardisation;
    }

    public string Name { get; }

    /// <summary>What the classes are called, in the order of their numbers; empty where targets are vectors.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    public int Count => Rows.Length;

    /// <summary>What was done to the values by <see cref="Standardise"/>, or null.</summary>
    public Standardisation? Standardisation { get; }

    /// <summary>The length of the target vectors; 0 where samples have classes.</summary>
    public int TargetWidth => Store.TargetWidth;

    internal SampleStore Store { get; }

    /// <summary>The place of each sample in the store.</summary>
    internal int[] Rows { get; }

    private static int Size => TInput.Shape.Count;

    /// <summary>Sample <paramref name="index"/>; its values are not copied.</summary>
    public TInput this[int index] => TInput.FromValues(Store.Values.AsMemory(Rows[index] * Size, Size));

    /// <summary>The class of a sample.</summary>
    /// <exception cref="InvalidOperationException">The set has target vectors.</exception>
    public int ClassOf(int index) => Store.Labels.Length > 0
        ? Store.Labels[Rows[index]]
        : throw new InvalidOperationException($"{Name} has target vectors of {TargetWidth} values, not classes.");

    /// <summary>The target vector of a sample; not copied.</summary>
    /// <exception cref="InvalidOperationException">The set has classes.</exception>
    public ReadOnlyMemory<float> TargetOf(int index) => Store.TargetWidth > 0
        ? Store.Targets.AsMemory(Rows[index] * Store.TargetWidth, Store.TargetWidth)
        : throw new InvalidOperationException($"{Name} has classes, not target vectors; OneHot() makes vectors of them.");

    /// <summary>The first <paramref name="count"/> samples.</summary>
    public Dataset<TInput> Take(int count)
    {
        if (count < 1 || count > Count)
            throw new ArgumentOutOfRangeException(nameof(count), count, Invariant($"{Name} has {Count} samples."));
        return With(Rows[..count]);
    }

    /// <summary>The samples at these places, in this order; a place may come twice.</summary>
    public Dataset<TInput> Subset(ReadOnlySpan<int> indices)
    {
        var rows = new int[indices.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)indices[i] >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(indices), indices[i], Invariant($"{Name} has {Count} samples."));
            rows[i] = Rows[indices[i]];
        }

        return With(rows);
    }

    /// <summary>Two parts without a common sample, chosen at random but always alike for a seed.</summary>
    /// <param name="fraction">The second part's share, more than 0 and less than 1; it is rounded to whole samples, at least one in each part.</param>
    public (Dataset<TInput> First, Dataset<TInput> Second) Split(double fraction, ulong seed = 1)
    {
        (int[] first, int[] second) = SplitRows(Rows, fraction, seed);
        return (With(first), With(second));
    }

    internal static (int[] First, int[] Second) SplitRows(int[] rows, double fraction, ulong seed)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The share split off is more than 0 and less than 1.");
        if (rows.Length < 2) throw new ArgumentException("It takes two samples or more to make two parts.", nameof(rows));
        int[] shuffled = [.. rows];
        new PhiloxSequence(seed, Philox.Stream("split")).Shuffle(shuffled);
        int count = Math.Clamp((int)Math.Round(rows.Length * fraction), 1, rows.Length - 1);
        return (shuffled[count..], shuffled[..count]);
    }

    internal Dataset<TInput> With(int[] rows) => new(Name, Store, rows, ClassNames, Standardisation);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
