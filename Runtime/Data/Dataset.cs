namespace NetArch;

/// <summary>Makes data sets from plain arrays. The arrays are not copied: leave them alone afterwards.</summary>
public static class Dataset
{
    /// <param name="values">All samples, one after the other, each in channel, row, column order.</param>
    /// <param name="labels">The class of each sample, from 0.</param>
    /// <param name="classNames">What the classes are called; null numbers them up to the largest label.</param>
    /// <exception cref="DatasetException">Lengths do not fit each other or the input's shape, a label has no class, or a value is not finite.</exception>
    public static Dataset<TInput> FromClasses<TInput>(string name, float[] values, int[] labels, IReadOnlyList<string>? classNames = null)
        where TInput : struct, INetworkInput<TInput>
    {
        int count = CountSamples<TInput>(name, values);
        if (labels.Length != count) throw new DatasetException($"{name}: there are {count} samples and {labels.Length} labels.");
        classNames ??= [.. Enumerable.Range(0, labels.Max() + 1).Select(label => $"{label}")];
        for (int i = 0; i < count; i++)
        {
            if ((uint)labels[i] >= (uint)classNames.Count)
                throw new DatasetException($"{name}: sample {i} has the label {labels[i]}; its {classNames.Count} classes are 0 to {classNames.Count - 1}.");
        }

        return Whole<TInput>(name, new SampleStore(values, labels, [], 0), count, classNames);
    }

    /// <param name="targets">The target vectors, one after the other.</param>
    /// <exception cref="DatasetException">Lengths do not fit each other or the input's shape, or a value is not finite.</exception>
    public static Dataset<TInput> FromTargets<TInput>(string name, float[] values, float[] targets)
        where TInput : struct, INetworkInput<TInput>
    {
        int count = CountSamples<TInput>(name, values);
        if (targets.Length == 0 || targets.Length % count != 0)
            throw new DatasetException($"{name}: {targets.Length} target values do not divide among {count} samples.");
        CheckFinite(name, "target", targets, targets.Length / count);
        return Whole<TInput>(name, new SampleStore(values, [], targets, targets.Length / count), count, []);
    }

    /// <summary>Copies typed samples into a set.</summary>
    /// <exception cref="DatasetException">There are none, their numbers differ, or a value is not finite.</exception>
    public static Dataset<TInput> From<TInput, TTarget>(string name, ReadOnlySpan<TInput> inputs, ReadOnlySpan<TTarget> targets)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
    {
        if (inputs.Length != targets.Length)
            throw new DatasetException($"{name}: there are {inputs.Length} inputs and {targets.Length} targets.");
        SampleStore store = TypedSamples.Gather(inputs, targets);
        return TTarget.Loss == Loss.CrossEntropy
            ? FromClasses<TInput>(name, store.Values, store.Labels, [.. Enumerable.Range(0, TTarget.Width).Select(label => $"{label}")])
            : FromTargets<TInput>(name, store.Values, store.Targets);
    }

    internal static Dataset<TInput> Whole<TInput>(string name, SampleStore store, int count, IReadOnlyList<string> classNames)
        where TInput : struct, INetworkInput<TInput> => new(name, store, [.. Enumerable.Range(0, count)], classNames, null);

    private static int CountSamples<TInput>(string name, float[] values) where TInput : struct, INetworkInput<TInput>
    {
        SampleShape shape = TInput.Shape;
        if (values.Length == 0) throw new DatasetException($"{name} has no samples.");
        if (values.Length % shape.Count != 0)
            throw new DatasetException($"{name}: {values.Length} values are not a whole number of samples of {shape} = {shape.Count} values.");
        CheckFinite(name, "value", values, shape.Count);
        return values.Length / shape.Count;
    }

    private static void CheckFinite(string name, string what, float[] values, int width)
    {
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        if (bad >= 0) throw new DatasetException($"{name}: {what} {bad % width} of sample {bad / width} is {values[bad]}; it must be a finite number.");
    }
}
