namespace NetArch;

/// <summary>What a backend does for a network: the seam between generated code (below) and the typed surface (above).</summary>
/// <remarks>An engine owns the parameters and the optimiser's moments. Parameters are known by their index in
/// <see cref="NetworkDescription.Parameters"/> and cross this seam in their usual order (OIHW, [out, in]).
/// Calls on one engine come one at a time.</remarks>
public interface INetworkEngine : IDisposable
{
    /// <summary>What it computes on; null is the processor.</summary>
    ComputeDevice? Device => null;

    /// <summary>One training step: forward, backward, optimiser. Allocates nothing.</summary>
    BatchResult Train(in Batch batch, Optimizer optimizer, in StepContext step);

    /// <summary>Forward in evaluation mode. Loss and correct answers are counted where the batch has targets.</summary>
    /// <param name="outputs">Empty, or batch x outputs values to fill, sample by sample.</param>
    BatchResult Infer(in Batch batch, Span<float> outputs);

    /// <summary>Forward and backward without a step; <see cref="ReadGradient"/> then gives the gradients.</summary>
    BatchResult ComputeGradients(in Batch batch, in StepContext step);

    /// <summary>The gradient of the batch's loss by its inputs: batch x input values. Evaluation mode: no dropout.</summary>
    BatchResult ComputeInputGradients(in Batch batch, Span<float> gradients, Reduction reduction);

    /// <summary>Every layer's output in evaluation mode, unfused: for layer i, batch x its output count values into <paramref name="outputs"/>[i].</summary>
    void Trace(in Batch batch, float[][] outputs);

    void ReadParameter(int index, Span<float> destination);

    void WriteParameter(int index, ReadOnlySpan<float> source);

    void ReadGradient(int index, Span<float> destination);

    /// <summary>Bytes that training in batches of this size takes with Adam, by the plan: of the device's memory where there is one.</summary>
    long TrainingBytes(int batch);

    /// <summary>Forgets moments and step count, as a new optimiser would.</summary>
    void ResetOptimizer();

    /// <summary>How many may do pieces of work for <see cref="RunAll"/> at the same time.</summary>
    int Workers => 1;

    /// <summary>Does pieces 0 to <paramref name="count"/> - 1 of some work between two steps, on the threads that would otherwise wait.</summary>
    void RunAll(IIndexedWork work, int count)
    {
        for (int index = 0; index < count; index++) work.Run(index, worker: 0);
    }
}

/// <summary>Some samples of a data set, in an order. Nothing is copied.</summary>
/// <param name="values">Samples, one after the other: all those of the set, unless <paramref name="rows"/> says otherwise.</param>
/// <param name="indices">Which samples of the set, in order; the batch's size is its length.</param>
/// <param name="labels">The class of each sample of the set, or empty.</param>
/// <param name="targets">The target vectors of the set, one after the other, or empty.</param>
/// <param name="rows">Where in <paramref name="values"/> each sample of the batch lies; empty where it lies by its index.</param>
public readonly ref struct Batch(
    ReadOnlySpan<float> values, ReadOnlySpan<int> indices, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, ReadOnlySpan<int> rows = default)
{
    public ReadOnlySpan<float> Values { get; } = values;

    public ReadOnlySpan<int> Indices { get; } = indices;

    public ReadOnlySpan<int> Labels { get; } = labels;

    public ReadOnlySpan<float> Targets { get; } = targets;

    public ReadOnlySpan<int> Rows { get; } = rows.IsEmpty ? indices : rows;

    public int Count => Indices.Length;

    public bool HasTargets => Labels.Length + Targets.Length > 0;
}

/// <summary>What a training step needs besides data and optimiser.</summary>
/// <param name="rates">The learning rate of each parameter tensor, schedule applied; a negative rate means: frozen.</param>
/// <param name="seed">Of the random numbers of dropout.</param>
/// <param name="step">Steps taken so far; with the seed and a sample's index in the data set it decides what is dropped.</param>
/// <param name="dropout">False leaves every value in.</param>
/// <param name="reduction">Of squared error; the other losses are means.</param>
public readonly ref struct StepContext(ReadOnlySpan<float> rates, ulong seed, long step, bool dropout, Reduction reduction)
{
    public ReadOnlySpan<float> Rates { get; } = rates;

    public ulong Seed { get; } = seed;

    public long Step { get; } = step;

    public bool Dropout { get; } = dropout;

    public Reduction Reduction { get; } = reduction;
}

/// <param name="Loss">The batch's loss, reduced as its kind says (a mean, or a sum).</param>
/// <param name="Correct">Samples whose largest output is their class (or, for one sigmoid output, lies on the right side of 0.5); 0 for squared error.</param>
public readonly record struct BatchResult(double Loss, int Correct);
