namespace NetArch.Samples.Tasks;

/// <summary>Samples of random numbers, always the same ones, for timing any network.</summary>
internal static class RandomData
{
    private const long Bytes = 64 << 20;
    private const int MostBatches = 64;

    /// <summary>Whole batches: as many as make a data set of a realistic size, which does not lie in the processor's cache.</summary>
    /// <exception cref="UsageException">One batch is more than the machine's memory holds.</exception>
    public static Dataset<TInput> Create<TInput, TTarget>(int batch)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
    {
        int size = TInput.Shape.Count;
        long batchBytes = (long)batch * size * sizeof(float), memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (batchBytes > memory / 4 || (long)batch * Math.Max(size, TTarget.Width) > Array.MaxLength)
            throw new UsageException(FormattableString.Invariant(
                $"--batch {batch} takes {batchBytes / (1 << 20):N0} MiB for its inputs alone; this machine has {memory / (1 << 20):N0} MiB in all."));
        return Samples<TInput, TTarget>(batch * (int)Math.Clamp(Bytes / batchBytes, 1, MostBatches), 1);
    }

    /// <summary>One batch, standardised.</summary>
    public static Dataset<TInput> Batch<TInput, TTarget>(int batch, int seed)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
    {
        Dataset<TInput> samples = Samples<TInput, TTarget>(batch, seed);
        return samples.Standardise(Standardisation.Of(samples));
    }

    private static Dataset<TInput> Samples<TInput, TTarget>(int count, int seed)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
    {
        var random = new Random(seed);
        float[] values = Uniform(random, count * TInput.Shape.Count);
        if (TTarget.Loss != Loss.CrossEntropy) return Dataset.FromTargets<TInput>("random", values, Uniform(random, count * TTarget.Width));
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(TTarget.Width))];
        return Dataset.FromClasses<TInput>("random", values, labels, [.. Enumerable.Range(0, TTarget.Width).Select(label => $"{label}")]);
    }

    private static float[] Uniform(Random random, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++) values[i] = random.NextSingle();
        return values;
    }
}
