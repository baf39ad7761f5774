namespace NetArch.Benchmarks.Rates;

/// <summary>Random images of random classes, in a random order.</summary>
internal sealed class RandomImages
{
    private readonly float[] values;
    private readonly int[] labels;
    private readonly int[] order;

    public RandomImages(NetworkDescription network, int count)
    {
        var random = new PhiloxSequence(1, 0);
        values = new float[(long)count * network.Input.Count];
        labels = new int[count];
        order = [.. Enumerable.Range(0, count)];
        for (int i = 0; i < values.Length; i++) values[i] = random.NextUnit();
        for (int i = 0; i < count; i++) labels[i] = random.Next(network.Outputs);
        random.Shuffle(order);
    }

    public Batch Batch(int index, int size) => new(values, order.AsSpan(index * size, size), labels, []);
}
