using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>Sends passes to the device: samples over one stream, everything else over the other, in the order of the calls.</summary>
internal sealed unsafe class PassRunner : IDisposable
{
    private readonly GpuSchedules schedules;
    private readonly NetworkDescription description;
    private readonly MemoryPlan plan;
    private readonly DeviceLink link;
    private readonly GpuFrame frame;
    private readonly StepGraphs graphs;
    private readonly GradientPlaces places;
    private readonly SampleGather gather = new();

    public PassRunner(GpuDevice device, DeviceLink link, GpuSchedules schedules, NetworkDescription description, Precision precision)
    {
        (this.link, this.schedules, this.description) = (link, schedules, description);
        GpuLayout layout = schedules.Layout.For(precision);
        plan = new MemoryPlan(layout, description);
        Memory = new NetworkMemory(plan, link, layout, description.Name, device.Name);
        frame = new GpuFrame(device, link.Compute, layout) { Precision = precision };
        places = new GradientPlaces(plan, link, layout);
        graphs = new StepGraphs(link, Enqueue, StepGraphs.AreWanted);
        try
        {
            Memory.ReserveParameters();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public MemoryPlan Plan => plan;

    public NetworkMemory Memory { get; }

    /// <summary>Whether tests want unused memory to be full of what is no number.</summary>
    public bool Poisons { get; set; }

    /// <summary>Makes room for a pass over so many samples.</summary>
    public void Reserve(in BatchNeeds needs, Descent descent)
    {
        int tiles = MemoryPlan.Tiles(needs.Count);
        if (places.IsFullFor(tiles)) ForgetPlaces();
        BatchNeeds all = descent == Descent.None ? needs : needs with { GradientFloats = places.Of(tiles).Placement.Floats };
        Memory.ReserveFor(descent, needs.Count);
        if (Memory.Covers(all)) return;
        link.AwaitAll();
        foreach (StageSlot slot in Memory.Slots) slot.Collect();
        graphs.Forget();
        Memory.Grow(all);
    }

    /// <summary>Takes a batch over and begins its way to the device; its memory is free when this returns.</summary>
    public void Stage(INetworkEngine engine, int slot, in Batch batch, in StepNumbers numbers, ReadOnlySpan<float> rates, Reduction reduction)
    {
        StageSlot stage = Memory.Slots[slot];
        stage.Begin(batch.Count, description.LossFactor(batch.Count, reduction));
        if (Poisons) Poison();
        gather.Run(engine, batch, description.Input.Count, (float*)stage.HostSamples.Pointer);
        int ints = StepInts(batch.Count);
        numbers.Write(stage.HostStep.Span<int>(ints), batch, rates, schedules.Layout.Parameters.Count, plan.TargetWidth);
        link.Upload(stage.HostSamples.Pointer, stage.Samples.Address, sizeof(float) * plan.SampleFloats(batch.Count), link.Copies);
        link.Give(stage.Uploaded, link.Copies);
        link.LetWait(link.Compute, stage.Uploaded);
    }

    /// <summary>Begins a pass over the batch that was staged last.</summary>
    public void Run(in PassKey key)
    {
        graphs.Run(key);
        link.Give(Memory.Slots[key.Slot].Done, link.Compute);
    }

    public void Fold()
    {
        Prepare(new PassKey(Pass.Infer, 1, 0, Descent.None, false, false, false));
        schedules.Fold(frame);
    }

    /// <summary>Waits until the device has done everything.</summary>
    public void AwaitAll() => link.AwaitAll();

    public void Dispose()
    {
        graphs.Dispose();
        places.Dispose();
        Memory.Dispose();
    }

    private void ForgetPlaces()
    {
        link.AwaitAll();
        graphs.Forget();
        places.Dispose();
    }

    private int StepInts(int count) => plan.StepInts(count);

    private void Enqueue(PassKey key)
    {
        Prepare(key);
        StageSlot stage = Memory.Slots[key.Slot];
        link.Upload(stage.HostStep.Pointer, Memory.Step.Address, sizeof(int) * (long)StepInts(key.Count), link.Compute);
        ScheduleOf(key.Pass)(frame);
        Descend(key.Descent);
        if (key.HasTargets)
            link.Download(Memory.Results.Address, stage.HostResults.Pointer, sizeof(int) * (long)MemoryPlan.ResultInts(key.Count), link.Compute);
    }

    private Action<GpuFrame> ScheduleOf(Pass pass) => pass switch
    {
        Pass.Train or Pass.Gradients => schedules.Train,
        Pass.Infer => schedules.Infer,
        Pass.InputGradients => schedules.DifferentiateInputs,
        Pass.Trace => schedules.Trace,
        _ => throw new ArgumentOutOfRangeException(nameof(pass), pass, null),
    };

    private void Descend(Descent descent)
    {
        if (descent == Descent.None) return;
        ArrayView<OptimizerChunk> chunks = places.Of(frame.Tiles).Chunks;
        switch (descent)
        {
            case Descent.Store: Optimizers.Store(frame, chunks, Memory.Sums.View); break;
            case Descent.Sgd: Optimizers.Sgd(frame, chunks); break;
            case Descent.Momentum: Optimizers.Momentum(frame, chunks, Memory.First.View); break;
            case Descent.Adam: Optimizers.Adam(frame, chunks, Memory.First.View, Memory.Second.View); break;
            default: throw new ArgumentOutOfRangeException(nameof(descent), descent, null);
        }
    }

    private void Prepare(in PassKey key)
    {
        frame.Count = key.Count;
        frame.Dropout = key.Dropout;
        frame.UpdatesStatistics = key.Pass == Pass.Train;
        frame.HasTargets = key.HasTargets;
        frame.WantsOutputs = key.WantsOutputs;
        frame.Parameters = Memory.Parameters.View;
        frame.FoldedWeights = Memory.Folded.View;
        frame.Arena = Memory.Arena.View;
        frame.Gradients = Memory.Gradients.View;
        frame.Step = Memory.Step.View.SubView(0, StepInts(key.Count));
        frame.Samples = Memory.Slots[key.Slot].Samples.View;
        frame.Outputs = Memory.Outputs.View;
        frame.InputGradients = Memory.InputGradients.View;
        if (key.Descent != Descent.None) PlaceGradients(places.Of(frame.Tiles).Placement);
        for (int i = 0; i < Memory.Traces.Length; i++) frame.Traces[i] = Memory.Traces[i].View;
        int lanes = MemoryPlan.Lanes(key.Count);
        frame.Losses = Memory.Results.View.SubView(0, lanes).Cast<float>();
        frame.Correct = Memory.Results.View.SubView(lanes, lanes);
    }

    private void PlaceGradients(GradientPlacement placement) => (frame.Splits, frame.GradientOffsets) = (placement.Splits, placement.Offsets);

    private void Poison()
    {
        link.AwaitAll();
        Memory.Poison();
    }
}
