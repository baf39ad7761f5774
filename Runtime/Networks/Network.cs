namespace NetArch;

/// <summary>A network with its parameters. Generated classes add the types of its data and a property for every layer.</summary>
/// <remarks>Calls on one network come one at a time; two networks are independent of each other.</remarks>
public abstract class Network : IDisposable
{
    private readonly INetworkEngine engine;
    private readonly LayerTraining[] training;
    private readonly Dictionary<string, LayerTraining> trainingByLayer;
    private Optimizer? optimizer;
    private long steps;
    private bool disposed;

    private protected Network(
        NetworkDescription description, NetworkOptions options, Func<NetworkDescription, NetworkOptions, INetworkEngine> createEngine)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(createEngine);
        options.Check();
        Description = description;
        Options = options;
        trainingByLayer = LayerTraining.Of(description);
        training = [.. description.Parameters.Select(parameter => trainingByLayer[parameter.Layer])];
        Parameters = [.. description.Parameters.Select((parameter, index) => new Parameter(this, parameter, index))];
        engine = createEngine(description, options);
        if (engine.Device != options.Device) throw RunsElsewhere();
        foreach (Parameter parameter in Parameters) parameter.Reset(options.Seed);
    }

    public NetworkDescription Description { get; }

    public NetworkOptions Options { get; }

    /// <summary>Every parameter tensor; its index here is its index in <see cref="NetworkDescription.Parameters"/>.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    protected internal INetworkEngine Engine
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return engine;
        }
    }

    /// <summary>Whether the engine holds gradients that <see cref="Parameter.Gradient"/> may read.</summary>
    internal bool HasGradients { get; private set; }

    /// <summary>The parameter of that name (<c>C1.weight</c>), or null.</summary>
    public Parameter? ParameterNamed(string name) =>
        Parameters.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.Ordinal));

    /// <summary>Bytes that training in batches of this size takes with Adam and this number of threads, as the compiler planned it:
    /// weights, moments, gradients, activations. Data, the program itself and what it trains by come on top.</summary>
    public long TrainingBytes(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        return Engine.TrainingBytes(batch);
    }

    /// <summary>Writes every parameter to a <c>.safetensors</c> file: beside it first, then renamed, so that a file is never half-written.</summary>
    /// <param name="metadata">Notes to keep with it, such as how its inputs were standardised; <see cref="Checkpoint.ReadMetadata"/> gives them back. The keys <c>network</c> and <c>data_sha256</c> are the file's own.</param>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null) => NetworkCheckpoint.Save(this, path, metadata);

    /// <summary>Reads every parameter from a <c>.safetensors</c> file. A file that does not fit changes nothing.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, or is not of this network.</exception>
    public void LoadWeights(string path)
    {
        NetworkCheckpoint.Load(this, path);
        ForgetSteps();
    }

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    internal LayerTraining TrainingOf(string layer) => trainingByLayer.TryGetValue(layer, out LayerTraining? found)
        ? found
        : throw new ArgumentException($"{Description.Name} has no layer named {layer}.", nameof(layer));

    private InvalidOperationException RunsElsewhere()
    {
        engine.Dispose();
        return new($"{Description.Name} was to run on {Options.Device}, and its program is for {engine.Device?.Name ?? "the processor"}: the compiler writes one for a GPU where the project references NetArch.Gpu.");
    }

    /// <summary>The rate of every parameter: its layer's own or the optimiser's, times the schedule's factor; -1 where nothing is trained.</summary>
    internal void FillRates(Span<float> rates, float rate, float factor)
    {
        for (int i = 0; i < rates.Length; i++)
        {
            bool trained = Description.Parameters[i].Trained && !training[i].Frozen;
            rates[i] = trained ? (training[i].Rate ?? rate) * factor : -1;
        }
    }

    /// <summary>Steps taken with this optimiser so far; one of another kind or with other settings than its rate starts anew.</summary>
    internal long BeginSteps(Optimizer optimizer)
    {
        HasGradients = false;
        bool goesOn = ReferenceEquals(this.optimizer, optimizer)
            || (this.optimizer is not null && (this.optimizer with { Rate = 0 }) == (optimizer with { Rate = 0 }));
        if (!goesOn)
        {
            Engine.ResetOptimizer();
            steps = 0;
        }

        this.optimizer = optimizer;
        return steps++;
    }

    /// <summary>The next step is the first of a new optimiser.</summary>
    internal void ForgetSteps()
    {
        HasGradients = false;
        optimizer = null;
    }

    internal void GradientsComputed() => HasGradients = true;
}
