namespace NetArch;

/// <summary>A network with the types of what goes in, what should come out, and what comes out.</summary>
public abstract class Network<TInput, TTarget, TOutput> : Network
    where TInput : struct, INetworkInput<TInput>
    where TTarget : struct, INetworkTarget<TTarget>
    where TOutput : struct, INetworkOutput<TOutput>
{
    private const int InferenceBatch = 256;

    protected Network(
        NetworkDescription description, NetworkOptions options, Func<NetworkDescription, NetworkOptions, INetworkEngine> createEngine)
        : base(description, options, createEngine)
    {
    }

    /// <summary>Trains on a data set, with a new optimiser, in a new random order every epoch; the last batch may be smaller.</summary>
    /// <param name="epochs">Times that every sample is used.</param>
    /// <param name="batch">Samples in a step.</param>
    /// <param name="validation">The share of <paramref name="train"/> that is kept out of training and measured after every epoch; 0 for none.</param>
    /// <param name="schedule">How rates change; null leaves them constant.</param>
    /// <param name="progress">Who hears how it goes.</param>
    /// <param name="seed">Of order, validation share and dropout; null takes the network's own.</param>
    /// <param name="keepBest">Ends with the weights of the epoch that was best in validation (accuracy, then loss) rather than the last.</param>
    /// <param name="reduction">Of squared error; the other losses are means.</param>
    /// <param name="augmentation">Random changes of the images that are trained on; those kept for validation stay as they are.</param>
    /// <param name="cancellation">Stops between two steps; the weights are then those of the last step.</param>
    /// <exception cref="ArgumentException">A number is outside its range; the message names it.</exception>
    /// <exception cref="DatasetException">The data does not fit the network.</exception>
    /// <exception cref="TrainingException">The loss is no longer a finite number.</exception>
    public TrainingRun Fit(
        Dataset<TInput> train, Optimizer optimizer, int epochs, int batch = 128, double validation = 0,
        Schedule? schedule = null, TrainingProgress? progress = null, ulong? seed = null, bool keepBest = false,
        Reduction reduction = Reduction.Mean, Augmentation? augmentation = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        var settings = new FitSettings(
            optimizer, epochs, batch, validation, schedule ?? Schedule.Constant, seed ?? Options.Seed, keepBest, reduction, augmentation);
        settings.Check(TInput.Shape);
        SampleChecks.Check(Description, train);
        (int[] trained, int[] validated) = validation > 0
            ? Dataset<TInput>.SplitRows(train.Rows, validation, settings.Seed)
            : (train.Rows, []);
        var data = new TrainingData(train.Store, trained, validated, Standardisation.Black(train.Standardisation, TInput.Shape.Channels));
        return new TrainingLoop(this, data, settings).Run(progress, cancellation);
    }

    /// <summary>Loss, accuracy and confusion matrix over a data set.</summary>
    /// <exception cref="DatasetException">The data does not fit the network.</exception>
    public Evaluation Evaluate(Dataset<TInput> data, int batch = InferenceBatch)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        SampleChecks.Check(Description, data);
        return Evaluator.Evaluate(this, data.Store, data.Rows, batch, data.ClassNames);
    }

    public TOutput Predict(TInput input) => Predict([input])[0];

    /// <summary>The network's answers, in the order of the inputs.</summary>
    public TOutput[] Predict(ReadOnlySpan<TInput> inputs)
    {
        int outputs = Description.Outputs;
        var values = new float[checked(inputs.Length * (long)outputs)];
        var samples = new float[Math.Min(inputs.Length, InferenceBatch) * Description.Input.Count];
        for (int start = 0; start < inputs.Length; start += InferenceBatch)
        {
            int count = Math.Min(InferenceBatch, inputs.Length - start);
            TypedSamples.Gather(inputs.Slice(start, count), samples);
            Engine.Infer(new Batch(samples, Rows(count), [], []), values.AsSpan(start * outputs, count * outputs));
        }

        var answers = new TOutput[inputs.Length];
        for (int i = 0; i < answers.Length; i++) answers[i] = TOutput.FromValues(values.AsMemory(i * outputs, outputs));
        return answers;
    }

    /// <summary>One training step on these samples; gives the loss before it.</summary>
    /// <remarks>Moments are kept from step to step as long as the optimiser stays the same but for its rate.</remarks>
    /// <param name="dropout">False drops nothing, whatever the network's text says.</param>
    /// <exception cref="TrainingException">The loss is not a finite number.</exception>
    public double Step(
        ReadOnlySpan<TInput> inputs, ReadOnlySpan<TTarget> targets, Optimizer optimizer, Reduction reduction = Reduction.Mean, bool dropout = true) =>
        Step(GatherSome(inputs, targets), Rows(inputs.Length), optimizer, reduction, dropout);

    /// <summary>One training step on all samples of a set together; gives the loss before it.</summary>
    /// <inheritdoc cref="Step(ReadOnlySpan{TInput}, ReadOnlySpan{TTarget}, Optimizer, Reduction, bool)"/>
    /// <exception cref="DatasetException">The data does not fit the network.</exception>
    public double Step(Dataset<TInput> batch, Optimizer optimizer, Reduction reduction = Reduction.Mean, bool dropout = true)
    {
        Check(batch);
        return Step(batch.Store, batch.Rows, optimizer, reduction, dropout);
    }

    private double Step(SampleStore store, int[] rows, Optimizer optimizer, Reduction reduction, bool dropout)
    {
        optimizer.Check();
        var rates = new float[Parameters.Count];
        FillRates(rates, optimizer.Rate, 1);
        long step = BeginSteps(optimizer);
        BatchResult result = Engine.Train(
            store.Batch(rows), optimizer, new StepContext(rates, Options.Seed, step, dropout, reduction));
        return double.IsFinite(result.Loss)
            ? result.Loss
            : throw new TrainingException($"{Description.Name}: the loss of the step is {result.Loss}; try a lower learning rate than {optimizer.Rate}.");
    }

    /// <summary>Computes the gradient of the loss by every parameter, for <see cref="Parameter.Gradient"/>; gives the loss. Nothing is trained.</summary>
    /// <param name="dropout">True drops values as training does.</param>
    public double Gradients(
        ReadOnlySpan<TInput> inputs, ReadOnlySpan<TTarget> targets, Reduction reduction = Reduction.Mean, bool dropout = false) =>
        Gradients(GatherSome(inputs, targets), Rows(inputs.Length), reduction, dropout);

    /// <summary>The same over all samples of a set together.</summary>
    /// <inheritdoc cref="Gradients(ReadOnlySpan{TInput}, ReadOnlySpan{TTarget}, Reduction, bool)"/>
    /// <exception cref="DatasetException">The data does not fit the network.</exception>
    public double Gradients(Dataset<TInput> batch, Reduction reduction = Reduction.Mean, bool dropout = false)
    {
        Check(batch);
        return Gradients(batch.Store, batch.Rows, reduction, dropout);
    }

    private double Gradients(SampleStore store, int[] rows, Reduction reduction, bool dropout)
    {
        // No rate is negative: layers that Freeze() stopped have gradients too.
        var rates = new float[Parameters.Count];
        BatchResult result = Engine.ComputeGradients(
            store.Batch(rows), new StepContext(rates, Options.Seed, 0, dropout, reduction));
        GradientsComputed();
        return result.Loss;
    }

    /// <inheritdoc cref="Gradients(ReadOnlySpan{TInput}, ReadOnlySpan{TTarget}, Reduction, bool)"/>
    public double Gradients(TInput input, TTarget target, Reduction reduction = Reduction.Mean, bool dropout = false) =>
        Gradients([input], [target], reduction, dropout);

    /// <summary>The gradient of the loss by every value of the input, in channel, row, column order.</summary>
    public float[] InputGradient(TInput input, TTarget target, Reduction reduction = Reduction.Mean) =>
        InputGradients(TypedSamples.Gather<TInput, TTarget>([input], [target]), [0], reduction);

    /// <summary>The gradient of the loss over all samples of a set together by every value of every input: sample by sample, each in
    /// channel, row, column order. A mean loss divides them by the number of samples.</summary>
    /// <exception cref="DatasetException">The data does not fit the network.</exception>
    public float[] InputGradients(Dataset<TInput> batch, Reduction reduction = Reduction.Mean)
    {
        Check(batch);
        return InputGradients(batch.Store, batch.Rows, reduction);
    }

    private float[] InputGradients(SampleStore store, int[] rows, Reduction reduction)
    {
        var gradients = new float[checked(rows.Length * (long)Description.Input.Count)];
        Engine.ComputeInputGradients(store.Batch(rows), gradients, reduction);
        return gradients;
    }

    /// <summary>The output of every layer for one sample, in evaluation mode.</summary>
    public IReadOnlyList<LayerTrace> Trace(TInput input) => Trace([input]);

    /// <summary>The output of every layer for some samples, in evaluation mode.</summary>
    public IReadOnlyList<LayerTrace> Trace(ReadOnlySpan<TInput> inputs)
    {
        if (inputs.IsEmpty) throw new ArgumentException("There is no input to trace.", nameof(inputs));
        int samples = inputs.Length;
        float[][] outputs = [.. Description.Layers.Select(layer => new float[checked(samples * (long)layer.Output.Count)])];
        Engine.Trace(new Batch(TypedSamples.Gather(inputs), Rows(samples), [], []), outputs);
        return [.. Description.Layers.Select((layer, i) => new LayerTrace(layer.Name, layer.Output, samples, outputs[i]))];
    }

    private void Check(Dataset<TInput> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        SampleChecks.Check(Description, batch);
    }

    private static SampleStore GatherSome(ReadOnlySpan<TInput> inputs, ReadOnlySpan<TTarget> targets) => inputs.IsEmpty
        ? throw new ArgumentException("There is no sample.", nameof(inputs))
        : TypedSamples.Gather(inputs, targets);

    private static int[] Rows(int count) => [.. Enumerable.Range(0, count)];
}
