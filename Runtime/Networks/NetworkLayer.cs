namespace NetArch;

/// <summary>A layer with parameters, as a property of its network: <c>net.C3</c>.</summary>
public abstract class NetworkLayer
{
    private readonly Network network;
    private readonly LayerTraining training;

    protected NetworkLayer(Network network, string name)
    {
        ArgumentNullException.ThrowIfNull(network);
        this.network = network;
        training = network.TrainingOf(name);
        Name = name;
    }

    public string Name { get; }

    public bool IsFrozen => training.Frozen;

    /// <summary>The layer's own learning rate instead of the optimiser's, or null. The schedule's factor still applies.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, infinite, or negative.</exception>
    public float? LearningRate
    {
        get => training.Rate;
        set
        {
            if (value is { } rate && !(float.IsFinite(rate) && rate >= 0))
                throw new ArgumentOutOfRangeException(nameof(value), rate, $"The learning rate of {Name} is a finite number, 0 or more; Freeze() stops its training.");
            training.Rate = value;
        }
    }

    /// <summary>Leaves the layer's parameters as they are in the training steps to come.</summary>
    public void Freeze() => training.Frozen = true;

    /// <exception cref="InvalidOperationException">The layer is marked <c>frozen</c> in the network's text, so nothing was compiled to train it.</exception>
    public void Unfreeze()
    {
        if (training.AlwaysFrozen)
            throw new InvalidOperationException($"{Name} is marked frozen in the text of {network.Description.Name}; delete the word there to train it.");
        training.Frozen = false;
    }

    /// <summary>Gives the layer fresh initial values; other layers keep theirs. Moments of the optimiser are forgotten.</summary>
    public void Reset(ulong seed)
    {
        foreach (Parameter parameter in network.Parameters)
            if (parameter.Description.Layer == Name) parameter.Reset(seed);
        network.ForgetSteps();
    }

    /// <param name="parameterIndex">The index in <see cref="NetworkDescription.Parameters"/>.</param>
    protected Parameter At(int parameterIndex) => network.Parameters[parameterIndex];
}
