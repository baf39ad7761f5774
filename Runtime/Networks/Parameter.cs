namespace NetArch;

/// <summary>A tensor that belongs to a network: its weights in a layer, its biases. Values are in the usual order, OIHW or [out, in].</summary>
public sealed class Parameter
{
    private readonly Network network;
    private readonly int index;

    internal Parameter(Network network, ParameterDescription description, int index)
    {
        this.network = network;
        this.index = index;
        Description = description;
        Count = description.Count;
    }

    public ParameterDescription Description { get; }

    /// <summary>Its name in a checkpoint: <c>C1.weight</c>.</summary>
    public string Name => Description.Name;

    public IReadOnlyList<int> Shape => Description.Shape;

    public int Count { get; }

    /// <summary>A copy of the gradient that <c>Gradients</c> computed last, in the order of the values.</summary>
    /// <exception cref="InvalidOperationException">No gradients were computed, training has overwritten them, or this is a running
    /// statistic or marked <c>frozen</c> in the text and so has none.</exception>
    public float[] Gradient
    {
        get
        {
            if (!Description.Trained)
                throw new InvalidOperationException($"{Name} has no gradient: it is a running statistic, or marked frozen in the network's text.");
            if (!network.HasGradients)
                throw new InvalidOperationException($"{Name} has no gradient: call Gradients first, and read it before the next training step.");
            var gradient = new float[Count];
            network.Engine.ReadGradient(index, gradient);
            return gradient;
        }
    }

    public float[] ToArray()
    {
        var values = new float[Count];
        CopyTo(values);
        return values;
    }

    /// <exception cref="ArgumentException">The span is not <see cref="Count"/> values long.</exception>
    public void CopyTo(Span<float> destination)
    {
        CheckLength(destination.Length);
        network.Engine.ReadParameter(index, destination);
    }

    /// <exception cref="ArgumentException">The span is not <see cref="Count"/> values long.</exception>
    public void CopyFrom(ReadOnlySpan<float> source)
    {
        CheckLength(source.Length);
        network.Engine.WriteParameter(index, source);
    }

    public override string ToString() => $"{Name} {string.Join('x', Shape)}";

    internal void Reset(ulong seed) => CopyFrom(InitialWeights.Of(Description, network.Options, seed));

    private void CheckLength(int length)
    {
        if (length != Count) throw new ArgumentException($"{this} has {Count} values; the span has {length}.");
    }
}
