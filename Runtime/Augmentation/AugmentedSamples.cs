namespace NetArch;

/// <summary>The samples of a store as training sees them: drawn anew for each batch, on the engine's threads.</summary>
internal sealed class AugmentedSamples : IIndexedWork
{
    private readonly INetworkEngine engine;
    private readonly SampleStore store;
    private readonly Augmentation augmentation;
    private readonly ImageSampler sampler;
    private readonly ulong seed;
    private readonly int size;
    private readonly float[] drawn;
    private readonly float[][] scratches;
    private readonly int[] rows;
    private readonly int[] places;
    private ulong stream;

    public AugmentedSamples(Network network, TrainingData data, Augmentation augmentation, FitSettings settings)
    {
        (engine, store, seed) = (network.Engine, data.Store, settings.Seed);
        this.augmentation = augmentation;
        sampler = new ImageSampler(network.Description.Input, data.Black, augmentation.Outside);
        size = network.Description.Input.Count;
        int batch = Math.Min(settings.Batch, data.Trained.Length);
        drawn = new float[checked(batch * (long)size)];
        scratches = [.. Enumerable.Range(0, engine.Workers).Select(_ => new float[sampler.ScratchSize])];
        rows = new int[batch];
        places = [.. Enumerable.Range(0, batch)];
    }

    public void BeginEpoch(int epoch) => stream = Philox.Stream("augment", epoch);

    /// <summary>Draws these samples. The batch holds until the next one is asked for; nothing is allocated.</summary>
    public Batch Batch(ReadOnlySpan<int> chosen)
    {
        chosen.CopyTo(rows);
        engine.RunAll(this, chosen.Length);
        return new Batch(drawn, chosen, store.Labels, store.Targets, places.AsSpan(0, chosen.Length));
    }

    void IIndexedWork.Run(int index, int worker)
    {
        ImageTransform transform = augmentation.Draw(seed, stream, rows[index]);
        sampler.Draw(transform, store.Values.AsSpan(rows[index] * size, size), drawn.AsSpan(index * size, size), scratches[worker]);
    }
}
