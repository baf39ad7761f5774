using System.Globalization;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>A network's memory on its device: what stays (parameters, moments) and what grows with the batch.</summary>
internal sealed class NetworkMemory : IDisposable
{
    private readonly MemoryPlan plan;
    private readonly DeviceLink link;
    private readonly GpuLayout layout;
    private readonly string network, device;
    private BatchNeeds capacity;

    /// <param name="network">Whose memory it is, and <paramref name="device"/> where, for messages.</param>
    public NetworkMemory(MemoryPlan plan, DeviceLink link, GpuLayout layout, string network, string device)
    {
        (this.plan, this.link, this.layout, this.network, this.device) = (plan, link, layout, network, device);
        (Parameters, Folded, First, Second, Sums) = (new(link), new(link), new(link), new(link), new(link));
        (Gradients, Arena, Outputs, InputGradients) = (new(link), new(link), new(link), new(link));
        (Step, Results) = (new(link), new(link));
        Traces = [.. layout.TracedCounts.Select(_ => new DeviceBuffer<float>(link))];
        Slots = [.. Enumerable.Range(0, MemoryPlan.Slots).Select(_ => new StageSlot(link))];
    }

    public DeviceBuffer<float> Parameters { get; }

    public DeviceBuffer<float> Folded { get; }

    /// <summary>Momentum's velocity, or Adam's mean of gradients.</summary>
    public DeviceBuffer<float> First { get; }

    /// <summary>Adam's mean of squares.</summary>
    public DeviceBuffer<float> Second { get; }

    /// <summary>Gradients that were asked for, laid out as the parameters.</summary>
    public DeviceBuffer<float> Sums { get; }

    /// <summary>The parts of all gradients.</summary>
    public DeviceBuffer<float> Gradients { get; }

    public DeviceBuffer<float> Arena { get; }

    public DeviceBuffer<float> Outputs { get; }

    public DeviceBuffer<float> InputGradients { get; }

    public DeviceBuffer<int> Step { get; }

    /// <summary>Losses of all lanes, then right answers of all lanes.</summary>
    public DeviceBuffer<int> Results { get; }

    public DeviceBuffer<float>[] Traces { get; }

    public StageSlot[] Slots { get; }

    /// <summary>What is the network's own, whatever the batch. Padding is zero, and so is what stands for missing biases.</summary>
    public void ReserveParameters()
    {
        Guarded(batch: 1, () =>
        {
            Parameters.Reserve(plan.ParameterFloats);
            Folded.Reserve(plan.FoldedFloats);
        });
        Parameters.Clear();
        Folded.Clear();
    }

    /// <summary>What lies as the parameters do beside them, zero at first. Memory that is there already does not move.</summary>
    public void ReserveFor(Descent descent, int batch)
    {
        if (descent == Descent.Store) ReserveOnce(Sums, batch);
        if (descent is Descent.Momentum or Descent.Adam) ReserveOnce(First, batch);
        if (descent == Descent.Adam) ReserveOnce(Second, batch);
    }

    public void ClearMoments()
    {
        First.Clear();
        Second.Clear();
    }

    public bool Covers(in BatchNeeds needs) => capacity.Cover(needs);

    /// <summary>Makes room for a pass. The caller has seen to it that nothing runs; contents are lost.</summary>
    /// <exception cref="GpuException">The device has not so much memory; there is then room for nothing, until the next call.</exception>
    public void Grow(BatchNeeds needs)
    {
        BatchNeeds grown = capacity.And(needs);
        Release();
        Guarded(needs.Count, () => Reserve(grown));
        capacity = grown;
    }

    /// <summary>Fills what no pass may count on with bits that are no number.</summary>
    public void Poison()
    {
        Sums.Poison();
        foreach (DeviceBuffer<float> buffer in Growing()) buffer.Poison();
        Step.Poison();
        Results.Poison();
    }

    public void Dispose()
    {
        Release();
        foreach (DeviceBuffer<float> buffer in (DeviceBuffer<float>[])[Parameters, Folded, First, Second, Sums]) buffer.Dispose();
        foreach (StageSlot slot in Slots) slot.Dispose();
    }

    private void ReserveOnce(DeviceBuffer<float> buffer, int batch)
    {
        if (!buffer.Holds(plan.ParameterFloats)) ReserveAnew(buffer, batch);
    }

    private void ReserveAnew(DeviceBuffer<float> buffer, int batch)
    {
        Guarded(batch, () => buffer.Reserve(plan.ParameterFloats));
        buffer.Clear();
    }

    private void Reserve(BatchNeeds needs)
    {
        Arena.Reserve(plan.ArenaFloats(needs.Count));
        Gradients.Reserve(needs.GradientFloats);
        Outputs.Reserve(needs.OutputFloats);
        InputGradients.Reserve(needs.InputGradientFloats);
        Step.Reserve(plan.StepInts(needs.Count));
        Results.Reserve(MemoryPlan.ResultInts(needs.Count));
        for (int i = 0; i < Traces.Length; i++) Traces[i].Reserve((long)needs.TracedSamples * layout.TracedCounts[i]);
        foreach (StageSlot slot in Slots)
        {
            slot.Samples.Reserve(plan.SampleFloats(needs.Count));
            slot.HostSamples.Reserve(sizeof(float) * plan.SampleFloats(needs.Count));
            slot.HostStep.Reserve(sizeof(int) * (long)plan.StepInts(needs.Count));
            slot.HostResults.Reserve(sizeof(int) * (long)MemoryPlan.ResultInts(needs.Count));
        }
    }

    private void Release()
    {
        capacity = default;
        foreach (DeviceBuffer<float> buffer in Growing()) buffer.Release();
        Step.Release();
        Results.Release();
    }

    private IEnumerable<DeviceBuffer<float>> Growing() =>
        [Arena, Gradients, Outputs, InputGradients, .. Traces, .. Slots.Select(slot => slot.Samples)];

    /// <summary>Allocates, and says what is missing where that fails.</summary>
    private void Guarded(int batch, Action allocate)
    {
        try
        {
            allocate();
        }
        catch (Exception exception) when (exception is AcceleratorException or OutOfMemoryException)
        {
            Release();
            throw TooLittle(batch, exception);
        }
    }

    private GpuException TooLittle(int batch, Exception cause)
    {
        long own = Parameters.Bytes + Folded.Bytes + First.Bytes + Second.Bytes + Sums.Bytes, free = link.FreeBytes;
        int fits = plan.LargestBatch(free + own);
        string advice = fits > 0 && fits < batch ? $"A batch of {fits} fits."
            : fits == 0 ? "Not even a batch of 1 fits: a smaller network does, or a device with more memory."
            : "Another program may have taken it meanwhile.";
        return new GpuException(string.Create(CultureInfo.InvariantCulture,
            $"{network} does not fit on {device}: by its plan, training in batches of {batch} takes {Megabytes(plan.TrainingBytes(batch))} of the device's memory, and {Megabytes(free)} are free beside the {Megabytes(own)} of its weights. {advice} ({cause.Message})"), cause);
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");
}
