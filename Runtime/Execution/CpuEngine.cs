namespace NetArch;

/// <summary>Runs a generated program on the processor's cores.</summary>
/// <typeparam name="TProgram">The program; a struct, so that this class is compiled for it alone.</typeparam>
public sealed unsafe class CpuEngine<TProgram> : INetworkEngine, IPoisonable
    where TProgram : struct, ICpuProgram
{
    private readonly NetworkDescription description;
    private readonly CpuLayout layout = TProgram.Layout;
    private readonly ThreadTeam team;
    private readonly CpuWorkspace workspace;
    private readonly NativeBuffer weights;
    private readonly NativeBuffer folded;
    private readonly NativeBuffer rates;
    private readonly NativeBuffer gradients = new(0);
    private readonly NativeBuffer first = new(0);
    private readonly NativeBuffer second = new(0);
    private readonly FoldingJob<TProgram> folding;
    private readonly InferenceJob<TProgram> inference;
    private readonly InputGradientJob<TProgram> inputGradients;
    private readonly TraceJob<TProgram> trace;
    private readonly IndexedJob indexed = new();
    private TrainingJob<TProgram, GradientStore>? store;
    private TrainingJob<TProgram, GradientDescent>? descent;
    private TrainingJob<TProgram, MomentumDescent>? momentum;
    private TrainingJob<TProgram, AdamDescent>? adam;
    private long steps;
    private bool isFolded;
    private bool disposed;

    /// <param name="threads">Threads to use; 0 for one for each core. Results do not depend on it.</param>
    public CpuEngine(NetworkDescription description, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        this.description = description;
        team = new ThreadTeam(threads == 0 ? Environment.ProcessorCount : threads);
        workspace = new CpuWorkspace(layout, team.Members);
        weights = new NativeBuffer(layout.ParameterFloats);
        folded = new NativeBuffer(layout.FoldedFloats);
        folded.Clear();
        rates = new NativeBuffer(layout.Parameters.Count);
        folding = new FoldingJob<TProgram>(workspace);
        inference = new InferenceJob<TProgram>(workspace);
        inputGradients = new InputGradientJob<TProgram>(workspace);
        trace = new TraceJob<TProgram>(workspace);
    }

    public BatchResult Train(in Batch batch, Optimizer optimizer, in StepContext step)
    {
        description.CheckTargets(batch);
        description.CheckNorms(batch, layout.SingleValueNorm);
        steps++;
        isFolded = false;
        for (int i = 0; i < layout.Parameters.Count; i++) rates.Pointer[i] = step.Rates[i];
        switch (optimizer)
        {
            case Sgd { Momentum: 0 } sgd:
                descent ??= new(workspace);
                descent.Sink = new GradientDescent(weights.Pointer, rates.Pointer, 0, sgd.WeightDecay);
                return RunTraining(descent, batch, step, updatesStatistics: true);
            case Sgd sgd:
                momentum ??= new(workspace);
                first.Reserve(layout.ParameterFloats);
                momentum.Sink = new MomentumDescent(weights.Pointer, first.Pointer, rates.Pointer, 0, sgd.Momentum, sgd.WeightDecay);
                return RunTraining(momentum, batch, step, updatesStatistics: true);
            case Adam settings:
                adam ??= new(workspace);
                first.Reserve(layout.ParameterFloats);
                second.Reserve(layout.ParameterFloats);
                adam.Sink = new AdamDescent(weights.Pointer, first.Pointer, second.Pointer, rates.Pointer, 0, ConstantsOf(settings));
                return RunTraining(adam, batch, step, updatesStatistics: true);
            default:
                throw new NotSupportedException($"The CPU backend has no step for {optimizer.GetType().Name}; it has Sgd and Adam.");
        }
    }

    public BatchResult Infer(in Batch batch, Span<float> outputs)
    {
        BatchChecks.CheckLength(outputs.Length, batch.Count * (long)description.Outputs, nameof(outputs), mayBeEmpty: true);
        fixed (float* pointer = outputs)
        {
            workspace.Prepare(batch.Count, gradients: false);
            workspace.Frame(0)->Outputs = outputs.IsEmpty ? null : pointer;
            return Evaluate(inference, batch, Reduction.Mean);
        }
    }

    public BatchResult ComputeGradients(in Batch batch, in StepContext step)
    {
        description.CheckTargets(batch);
        description.CheckNorms(batch, layout.SingleValueNorm);
        store ??= new(workspace);
        gradients.Reserve(layout.ParameterFloats);
        store.Sink = new GradientStore(gradients.Pointer);
        return RunTraining(store, batch, step, updatesStatistics: false);
    }

    public BatchResult ComputeInputGradients(in Batch batch, Span<float> gradients, Reduction reduction)
    {
        description.CheckTargets(batch);
        BatchChecks.CheckLength(gradients.Length, batch.Count * (long)description.Input.Count, nameof(gradients));
        fixed (float* pointer = gradients)
        {
            workspace.Prepare(batch.Count, gradients: false);
            CpuFrame* frame = workspace.Frame(0);
            frame->Outputs = null;
            frame->InputGradients = pointer;
            frame->Dropout = false;
            return Evaluate(inputGradients, batch, reduction);
        }
    }

    public void Trace(in Batch batch, float[][] outputs)
    {
        var pins = new System.Runtime.InteropServices.PinnedGCHandle<float[]>[outputs.Length];
        float** pointers = stackalloc float*[outputs.Length];
        try
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                BatchChecks.CheckLength(outputs[i].Length, batch.Count * (long)description.Layers[i].Output.Count, nameof(outputs));
                pins[i] = new(outputs[i]);
                pointers[i] = (float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(outputs[i], 0);
            }

            workspace.Prepare(batch.Count, gradients: false);
            workspace.Frame(0)->Traces = pointers;
            workspace.Frame(0)->Outputs = null;
            Evaluate(trace, batch, Reduction.Mean);
        }
        finally
        {
            foreach (var pin in pins) pin.Dispose();
        }
    }

    public void ReadParameter(int index, Span<float> destination) => Read(weights, index, destination);

    public void ReadGradient(int index, Span<float> destination)
    {
        if (gradients.Count < layout.ParameterFloats)
            throw new InvalidOperationException($"{description.Name} has no gradients yet: compute them first.");
        Read(gradients, index, destination);
    }

    public void WriteParameter(int index, ReadOnlySpan<float> source)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        isFolded = false;
        CpuParameter place = layout.Parameters[index];
        BatchChecks.CheckLength(source.Length, place.Rows * (long)place.Columns, nameof(source));
        for (int row = 0; row < place.Rows; row++)
        {
            Span<float> target = new(weights.Pointer + place.Offset + (nint)row * place.Stride, place.Columns);
            source.Slice(row * place.Columns, place.Columns).CopyTo(target);
        }
    }

    public long TrainingBytes(int batch) => layout.TrainingBytes(batch, team.Members);

    public void ResetOptimizer()
    {
        steps = 0;
        first.Clear();
        second.Clear();
    }

    public int Workers => team.Members;

    public void RunAll(IIndexedWork work, int count)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        indexed.Begin(work, count);
        team.Run(indexed);
    }

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        team.Dispose();
        workspace.Dispose();
        foreach (NativeBuffer buffer in (NativeBuffer[])[weights, folded, rates, gradients, first, second]) buffer.Dispose();
    }

    void IPoisonable.PoisonMemory() => workspace.Poison();

    private AdamConstants ConstantsOf(Adam adam) => new(
        adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay, adam.Decoupled,
        (float)(1 / (1 - Math.Pow(adam.Beta1, steps))), (float)(1 / Math.Sqrt(1 - Math.Pow(adam.Beta2, steps))));

    private BatchResult RunTraining(StageJob<TProgram> job, in Batch batch, in StepContext step, bool updatesStatistics)
    {
        workspace.Prepare(batch.Count, gradients: true);
        CpuFrame* frame = workspace.Frame(0);
        frame->Outputs = null;
        frame->Seed = step.Seed;
        frame->Step = step.Step;
        frame->Dropout = step.Dropout;
        frame->UpdatesStatistics = updatesStatistics;
        return Run(job, batch, step.Reduction);
    }

    /// <summary>Runs in evaluation mode, where batch norms are folded into weights.</summary>
    private BatchResult Evaluate(StageJob<TProgram> job, in Batch batch, Reduction reduction)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!isFolded && layout.Folding.Count > 0) RunStages(folding);
        isFolded = true;
        return Run(job, batch, reduction);
    }

    private BatchResult Run(StageJob<TProgram> job, in Batch batch, Reduction reduction)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        fixed (float* values = batch.Values, targets = batch.Targets)
        fixed (int* rows = batch.Rows, indices = batch.Indices, labels = batch.Labels)
        {
            CpuFrame* frame = workspace.Frame(0);
            frame->Values = values;
            frame->Rows = rows;
            frame->Indices = indices;
            frame->Labels = batch.Labels.IsEmpty ? null : labels;
            frame->Targets = batch.Targets.IsEmpty ? null : targets;
            frame->LossScale = (float)description.LossFactor(batch.Count, reduction);
            RunStages(job);
        }

        return batch.HasTargets ? Collect(batch.Count, reduction) : default;
    }

    private void RunStages(StageJob<TProgram> job)
    {
        workspace.Frame(0)->Weights = weights.Pointer;
        workspace.Frame(0)->Folded = folded.Pointer;
        workspace.Distribute();
        job.Reset();
        team.Run(job);
    }

    private BatchResult Collect(int count, Reduction reduction)
    {
        double loss = 0;
        int correct = 0;
        foreach (double part in workspace.Losses) loss += part;
        foreach (int part in workspace.Correct) correct += part;
        return new BatchResult(loss * description.LossFactor(count, reduction), correct);
    }

    private void Read(NativeBuffer buffer, int index, Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        CpuParameter place = layout.Parameters[index];
        BatchChecks.CheckLength(destination.Length, place.Rows * (long)place.Columns, nameof(destination));
        for (int row = 0; row < place.Rows; row++)
        {
            ReadOnlySpan<float> source = new(buffer.Pointer + place.Offset + (nint)row * place.Stride, place.Columns);
            source.CopyTo(destination.Slice(row * place.Columns, place.Columns));
        }
    }
}
