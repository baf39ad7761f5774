namespace NetArch.Benchmarks.Gpu;

/// <summary>Images to train on where no data set is at hand: each class has a pattern of its own, dimmed and under noise.</summary>
internal static class TrainingImages
{
    private const int Classes = 10;

    public static Dataset<TInput> Draw<TInput>(int count, ulong seed) where TInput : struct, INetworkInput<TInput>
    {
        int size = TInput.Shape.Count;
        var patterns = new float[Classes * size];
        var random = new PhiloxSequence(7, Philox.Stream("patterns"));
        for (int i = 0; i < patterns.Length; i++) patterns[i] = random.NextUnit();
        random = new PhiloxSequence(seed, Philox.Stream("images"));
        var values = new float[count * size];
        var labels = new int[count];
        for (int image = 0; image < count; image++)
        {
            labels[image] = random.Next(Classes);
            float strength = random.Next(0.1f, 0.3f);
            for (int i = 0; i < size; i++) values[image * size + i] = strength * patterns[labels[image] * size + i] + (1 - strength) * random.NextUnit();
        }

        return Dataset.FromClasses<TInput>("patterns under noise", values, labels, [.. Enumerable.Range(0, Classes).Select(k => $"{k}")]);
    }
}
