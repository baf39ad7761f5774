using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>Runs a generated program on a GPU, where its weights and the optimiser's moments stay.</summary>
/// <remarks>A step's samples are gathered and uploaded while the step before is computed. The device is told of a whole step at once where
/// it can record one, see <see cref="StepGraphs"/>.</remarks>
internal sealed partial class GpuEngine : IOverlappingEngine, IPoisonable
{
    /// <summary>More threads than this cost more to wake than they copy.</summary>
    private const int MostThreads = 16;

    private readonly GpuDevice device;
    private readonly NetworkDescription description;
    private readonly GpuLayout layout;
    private readonly DeviceLink link;
    private readonly PassRunner runner;
    private readonly GpuSchedules schedules;
    private readonly HostBuffer transfer;
    private readonly Lazy<ThreadTeam> team;
    private readonly IndexedJob indexed = new();
    private long stepsOfOptimizer;
    private uint begun, ended;
    private bool isFolded, hasGradients, disposed;

    public GpuEngine(GpuDevice device, DeviceLink link, GpuSchedules schedules, NetworkDescription description, NetworkOptions options)
    {
        (this.device, this.link, this.schedules, this.description) = (device, link, schedules, description);
        layout = schedules.Layout;
        Workers = options.Threads == 0 ? Math.Min(Environment.ProcessorCount, MostThreads) : options.Threads;
        team = new Lazy<ThreadTeam>(() => new ThreadTeam(Workers));
        transfer = new HostBuffer(link);
        runner = new PassRunner(device, link, schedules, description, options.Precision);
    }

    public ComputeDevice Device => device;

    /// <summary>Threads of the processor, which draw the samples that the device trains on.</summary>
    public int Workers { get; }

    public BatchResult Train(in Batch batch, Optimizer optimizer, in StepContext step)
    {
        Enter();
        Begin(batch, optimizer, step);
        return End();
    }

    public void Begin(in Batch batch, Optimizer optimizer, in StepContext step)
    {
        Bind();
        if (begun - ended == IOverlappingEngine.MostUnderWay)
            throw new InvalidOperationException($"{description.Name}: {IOverlappingEngine.MostUnderWay} steps are under way already; one must end before another begins.");
        description.CheckTargets(batch);
        description.CheckNorms(batch, layout.SingleValueNorm);
        var numbers = new StepNumbers(step.Seed, step.Step, LossScale(batch, step.Reduction), optimizer, stepsOfOptimizer + 1);
        int slot = (int)(begun % MemoryPlan.Slots);
        runner.Reserve(new BatchNeeds(batch.Count), numbers.Descent);
        runner.Stage(this, slot, batch, numbers, step.Rates, step.Reduction);
        runner.Run(new PassKey(Pass.Train, batch.Count, slot, numbers.Descent, step.Dropout, HasTargets: true, WantsOutputs: false));
        stepsOfOptimizer++;
        begun++;
        (isFolded, hasGradients) = (false, false);
    }

    public BatchResult End()
    {
        Bind();
        if (begun == ended) throw new InvalidOperationException($"{description.Name}: no step is under way.");
        return runner.Memory.Slots[ended++ % MemoryPlan.Slots].Collect();
    }

    public BatchResult ComputeGradients(in Batch batch, in StepContext step)
    {
        Enter();
        description.CheckTargets(batch);
        description.CheckNorms(batch, layout.SingleValueNorm);
        var numbers = new StepNumbers(step.Seed, step.Step, LossScale(batch, step.Reduction), null, 0);
        BatchResult result = Run(Pass.Gradients, batch, numbers, step.Reduction, new BatchNeeds(batch.Count), Descent.Store, step.Dropout);
        hasGradients = true;
        return result;
    }

    public BatchResult Infer(in Batch batch, Span<float> outputs)
    {
        BatchChecks.CheckLength(outputs.Length, batch.Count * (long)description.Outputs, nameof(outputs), mayBeEmpty: true);
        Enter();
        BatchResult result = Evaluate(
            Pass.Infer, batch, Reduction.Mean, new BatchNeeds(batch.Count, OutputFloats: outputs.Length), wantsOutputs: !outputs.IsEmpty);
        Read(runner.Memory.Outputs, 0, outputs);
        return result;
    }

    public BatchResult ComputeInputGradients(in Batch batch, Span<float> gradients, Reduction reduction)
    {
        description.CheckTargets(batch);
        BatchChecks.CheckLength(gradients.Length, batch.Count * (long)description.Input.Count, nameof(gradients));
        Enter();
        BatchResult result = Evaluate(Pass.InputGradients, batch, reduction, new BatchNeeds(batch.Count, InputGradientFloats: gradients.Length));
        Read(runner.Memory.InputGradients, 0, gradients);
        return result;
    }

    public void Trace(in Batch batch, float[][] outputs)
    {
        for (int i = 0; i < outputs.Length; i++)
            BatchChecks.CheckLength(outputs[i].Length, batch.Count * (long)description.Layers[i].Output.Count, nameof(outputs));
        Enter();
        Evaluate(Pass.Trace, batch, Reduction.Mean, new BatchNeeds(batch.Count, TracedSamples: batch.Count));
        for (int i = 0; i < outputs.Length; i++) Read(runner.Memory.Traces[i], 0, outputs[i]);
    }

    public long TrainingBytes(int batch) => runner.Plan.TrainingBytes(batch);

    public void ResetOptimizer()
    {
        Enter();
        stepsOfOptimizer = 0;
        runner.Memory.ClearMoments();
    }

    public void RunAll(IIndexedWork work, int count)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        indexed.Begin(work, count);
        team.Value.Run(indexed);
    }

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        if (team.IsValueCreated) team.Value.Dispose();
        try
        {
            ReleaseMemory();
        }
        catch (Exception exception) when (exception is AcceleratorException or GpuException)
        {
            // A device on which a kernel has failed frees nothing any more, and says so at every call; whoever disposes has heard of it.
        }

        device.Release();
    }

    void IPoisonable.PoisonMemory()
    {
        Enter();
        runner.Poisons = true;
    }

    private void ReleaseMemory()
    {
        device.Bind();
        link.AwaitAll();
        runner.Dispose();
        transfer.Dispose();
        link.Dispose();
    }

    /// <summary>Runs in evaluation mode, where batch norms are folded into weights.</summary>
    private BatchResult Evaluate(Pass pass, in Batch batch, Reduction reduction, in BatchNeeds needs, bool wantsOutputs = false)
    {
        if (!isFolded && layout.HasFolding)
        {
            runner.Reserve(needs, Descent.None);
            runner.Fold();
        }

        isFolded = true;
        var numbers = new StepNumbers(0, 0, LossScale(batch, reduction), null, 0);
        return Run(pass, batch, numbers, reduction, needs, Descent.None, dropout: false, wantsOutputs);
    }

    private BatchResult Run(
        Pass pass, in Batch batch, in StepNumbers numbers, Reduction reduction, in BatchNeeds needs, Descent descent, bool dropout, bool wantsOutputs = false)
    {
        runner.Reserve(needs, descent);
        runner.Stage(this, 0, batch, numbers, [], reduction);
        runner.Run(new PassKey(pass, batch.Count, 0, descent, dropout, batch.HasTargets, wantsOutputs));
        BatchResult result = runner.Memory.Slots[0].Collect();
        return batch.HasTargets ? result : default;
    }

    private float LossScale(in Batch batch, Reduction reduction) => (float)description.LossFactor(batch.Count, reduction);

    /// <summary>Waits for the steps that are under way, whose results are then forgotten.</summary>
    private void Enter()
    {
        Bind();
        if (begun == ended) return;
        link.AwaitAll();
        ended = begun;
    }

    private void Bind()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        device.Bind();
    }
}
