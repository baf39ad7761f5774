namespace NetArch.Runtime.Tests;

/// <summary>A plain engine behind the seam of those that compute elsewhere: a step is computed as late as it may be, on the copy that
/// was taken when it began.</summary>
internal sealed class OverlappedEngine(NetworkDescription network, ComputeDevice? device) : IOverlappingEngine
{
    private readonly LinearEngine inner = new(network);
    private readonly Queue<Func<BatchResult>> underWay = new();

    public ComputeDevice? Device => device;

    /// <summary>What was asked: when a step began and when its result was taken.</summary>
    public List<string> Calls { get; } = [];

    public LinearEngine Inner => inner;

    public void Begin(in Batch batch, Optimizer optimizer, in StepContext step)
    {
        if (underWay.Count == IOverlappingEngine.MostUnderWay) throw new InvalidOperationException("Too many steps are under way.");
        Calls.Add($"begin {step.Step}");
        (float[] values, int[] indices, int[] labels, float[] targets) = (batch.Values.ToArray(), batch.Indices.ToArray(), batch.Labels.ToArray(), batch.Targets.ToArray());
        (int[] rows, float[] rates) = (batch.Rows.ToArray(), step.Rates.ToArray());
        (ulong seed, long number, bool dropout, Reduction reduction) = (step.Seed, step.Step, step.Dropout, step.Reduction);
        underWay.Enqueue(() => inner.Train(new Batch(values, indices, labels, targets, rows), optimizer, new StepContext(rates, seed, number, dropout, reduction)));
    }

    public BatchResult End()
    {
        Calls.Add("end");
        return underWay.Dequeue()();
    }

    public BatchResult Train(in Batch batch, Optimizer optimizer, in StepContext step)
    {
        Drain();
        Begin(batch, optimizer, step);
        return End();
    }

    public BatchResult Infer(in Batch batch, Span<float> outputs) => Drained.Infer(batch, outputs);

    public BatchResult ComputeGradients(in Batch batch, in StepContext step) => Drained.ComputeGradients(batch, step);

    public BatchResult ComputeInputGradients(in Batch batch, Span<float> gradients, Reduction reduction) => Drained.ComputeInputGradients(batch, gradients, reduction);

    public void Trace(in Batch batch, float[][] outputs) => Drained.Trace(batch, outputs);

    public void ReadParameter(int index, Span<float> destination) => Drained.ReadParameter(index, destination);

    public void WriteParameter(int index, ReadOnlySpan<float> source) => Drained.WriteParameter(index, source);

    public void ReadGradient(int index, Span<float> destination) => Drained.ReadGradient(index, destination);

    public long TrainingBytes(int batch) => inner.TrainingBytes(batch);

    public void ResetOptimizer() => Drained.ResetOptimizer();

    public void Dispose() => inner.Dispose();

    private LinearEngine Drained
    {
        get
        {
            Drain();
            return inner;
        }
    }

    private void Drain()
    {
        while (underWay.TryDequeue(out Func<BatchResult>? step)) step();
    }
}
