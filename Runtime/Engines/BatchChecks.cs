namespace NetArch;

/// <summary>What every engine asks of a batch before it changes anything, and how it reduces a loss.</summary>
internal static class BatchChecks
{
    /// <exception cref="ArgumentException">The batch has not what the network learns by.</exception>
    public static void CheckTargets(this NetworkDescription description, in Batch batch)
    {
        bool classes = description.Loss == Loss.CrossEntropy;
        if (classes ? batch.Labels.IsEmpty : batch.Targets.IsEmpty)
            throw new ArgumentException($"{description.Name} learns by {description.Loss}; the batch has no {(classes ? "classes" : "target vectors")}.");
    }

    /// <summary>A variance needs two values.</summary>
    /// <param name="singleValueNorm">A batch norm that sees one value a channel of each sample, or null.</param>
    /// <exception cref="ArgumentException">There is such a norm, and the batch is one sample.</exception>
    public static void CheckNorms(this NetworkDescription description, in Batch batch, string? singleValueNorm)
    {
        if (batch.Count == 1 && singleValueNorm is not null)
            throw new ArgumentException($"{description.Name}: {singleValueNorm} normalises by the batch, and sees one value a channel of each sample; a training batch needs 2 samples or more, found 1.");
    }

    /// <exception cref="ArgumentException">A span has not the length that it must have.</exception>
    public static void CheckLength(int found, long expected, string what, bool mayBeEmpty = false)
    {
        if (found != expected && !(mayBeEmpty && found == 0))
            throw new ArgumentException($"Expected {expected} values, found {found}.", what);
    }

    /// <summary>What the sum of all samples' losses is multiplied with.</summary>
    public static double LossFactor(this NetworkDescription description, int count, Reduction reduction) => description.Loss switch
    {
        Loss.SquaredError => reduction == Reduction.Sum ? 1 : 1.0 / ((double)count * description.Outputs),
        _ => 1.0 / count,
    };
}
