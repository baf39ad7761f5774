namespace NetArch;

/// <summary>Copies samples that come one by one into the arrays that engines read.</summary>
internal static class TypedSamples
{
    public static float[] Gather<TInput>(ReadOnlySpan<TInput> inputs) where TInput : struct, INetworkInput<TInput>
    {
        var values = new float[checked(inputs.Length * (long)TInput.Shape.Count)];
        Gather(inputs, values);
        return values;
    }

    public static void Gather<TInput>(ReadOnlySpan<TInput> inputs, Span<float> values) where TInput : struct, INetworkInput<TInput>
    {
        int size = TInput.Shape.Count;
        for (int i = 0; i < inputs.Length; i++)
        {
            ReadOnlySpan<float> sample = inputs[i].Values.Span;
            if (sample.Length != size) throw new ArgumentException($"Input {i} holds {sample.Length} values; its shape {TInput.Shape} has {size}. Was it made by default instead of FromValues?");
            sample.CopyTo(values[(i * size)..]);
        }
    }

    /// <exception cref="ArgumentException">The numbers differ, a class is out of range, or a vector has the wrong length.</exception>
    public static SampleStore Gather<TInput, TTarget>(ReadOnlySpan<TInput> inputs, ReadOnlySpan<TTarget> targets)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
    {
        if (inputs.Length != targets.Length) throw new ArgumentException($"There are {inputs.Length} inputs and {targets.Length} targets.");
        float[] values = Gather(inputs);
        return TTarget.Loss == Loss.CrossEntropy
            ? new SampleStore(values, Classes(targets), [], 0)
            : new SampleStore(values, [], Vectors(targets), TTarget.Width);
    }

    private static int[] Classes<TTarget>(ReadOnlySpan<TTarget> targets) where TTarget : struct, INetworkTarget<TTarget>
    {
        var labels = new int[targets.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = targets[i].Class;
            if ((uint)labels[i] >= (uint)TTarget.Width)
                throw new ArgumentException($"Target {i} is the class {labels[i]}; the classes are 0 to {TTarget.Width - 1}.");
        }

        return labels;
    }

    private static float[] Vectors<TTarget>(ReadOnlySpan<TTarget> targets) where TTarget : struct, INetworkTarget<TTarget>
    {
        var vectors = new float[targets.Length * TTarget.Width];
        for (int i = 0; i < targets.Length; i++)
        {
            ReadOnlySpan<float> vector = targets[i].Values.Span;
            if (vector.Length != TTarget.Width) throw new ArgumentException($"Target {i} holds {vector.Length} values; the network's outputs are {TTarget.Width}.");
            vector.CopyTo(vectors.AsSpan(i * TTarget.Width));
        }

        return vectors;
    }
}
