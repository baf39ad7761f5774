namespace NetArch;

/// <summary>The stages of one way to run a program: members take items, and meet after each stage.</summary>
internal abstract unsafe class StageJob<TProgram>(CpuWorkspace workspace, IReadOnlyList<CpuStage> stages) : TeamJob
    where TProgram : struct, ICpuProgram
{
    private readonly int[] claimed = new int[stages.Count];

    /// <summary>To be called before each run.</summary>
    public void Reset() => Array.Clear(claimed);

    public sealed override void Execute(int member, ThreadTeam team)
    {
        CpuFrame* frame = workspace.Frame(member);
        for (int stage = 0; stage < stages.Count; stage++)
        {
            if (stage > 0) team.Synchronise();
            try
            {
                ExecuteStage(stage, frame);
            }
            catch (Exception exception)
            {
                team.Report(exception);
            }
        }
    }

    protected abstract void Run(int stage, int task, int item, CpuFrame* frame);

    private void ExecuteStage(int stage, CpuFrame* frame)
    {
        IReadOnlyList<CpuTask> tasks = stages[stage].Tasks;
        int item = Interlocked.Increment(ref claimed[stage]) - 1;
        int task = 0, passed = 0;
        while (task < tasks.Count)
        {
            int items = ItemsOf(tasks[task], frame);
            if (item - passed >= items)
            {
                passed += items;
                task++;
                continue;
            }

            Run(stage, task, item - passed, frame);
            item = Interlocked.Increment(ref claimed[stage]) - 1;
        }
    }

    private static int ItemsOf(CpuTask task, CpuFrame* frame) => task.Partition switch
    {
        Partition.Pairs => frame->Pairs,
        Partition.Slots => frame->Slots,
        _ => task.Items,
    };
}

internal sealed unsafe class InferenceJob<TProgram>(CpuWorkspace workspace)
    : StageJob<TProgram>(workspace, TProgram.Layout.Inference)
    where TProgram : struct, ICpuProgram
{
    protected override void Run(int stage, int task, int item, CpuFrame* frame) => TProgram.Infer(stage, task, item, frame);
}

internal sealed unsafe class FoldingJob<TProgram>(CpuWorkspace workspace)
    : StageJob<TProgram>(workspace, TProgram.Layout.Folding)
    where TProgram : struct, ICpuProgram
{
    protected override void Run(int stage, int task, int item, CpuFrame* frame) => TProgram.Fold(stage, task, item, frame);
}

internal sealed unsafe class InputGradientJob<TProgram>(CpuWorkspace workspace)
    : StageJob<TProgram>(workspace, TProgram.Layout.InputGradients)
    where TProgram : struct, ICpuProgram
{
    protected override void Run(int stage, int task, int item, CpuFrame* frame) => TProgram.DifferentiateInputs(stage, task, item, frame);
}

internal sealed unsafe class TraceJob<TProgram>(CpuWorkspace workspace)
    : StageJob<TProgram>(workspace, TProgram.Layout.Tracing)
    where TProgram : struct, ICpuProgram
{
    protected override void Run(int stage, int task, int item, CpuFrame* frame) => TProgram.Trace(stage, task, item, frame);
}

internal sealed unsafe class TrainingJob<TProgram, TSink>(CpuWorkspace workspace)
    : StageJob<TProgram>(workspace, TProgram.Layout.Training)
    where TProgram : struct, ICpuProgram
    where TSink : struct, IGradientSink<TSink>
{
    /// <summary>Where this step's gradients go.</summary>
    public TSink Sink;

    protected override void Run(int stage, int task, int item, CpuFrame* frame) => TProgram.Train(stage, task, item, frame, in Sink);
}
