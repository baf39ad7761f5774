namespace NetArch.Gpu;

/// <summary>The way of one batch to the device and of its results back. There are two, so that one fills while the other is computed.</summary>
internal sealed class StageSlot(DeviceLink link) : IDisposable
{
    private BatchResult result;
    private double lossFactor;
    private bool isUnderWay;

    /// <summary>Given when the samples are on the device.</summary>
    public nint Uploaded { get; } = link.CreateSignal();

    /// <summary>Given when the results are on the host.</summary>
    public nint Done { get; } = link.CreateSignal();

    public HostBuffer HostSamples { get; } = new(link);

    public HostBuffer HostStep { get; } = new(link);

    public HostBuffer HostResults { get; } = new(link);

    /// <summary>[sample][value].</summary>
    public DeviceBuffer<float> Samples { get; } = new(link);

    /// <summary>Samples of the batch that is in it.</summary>
    public int Count { get; private set; }

    /// <summary>Another batch comes.</summary>
    public void Begin(int count, double lossFactor)
    {
        (Count, this.lossFactor) = (count, lossFactor);
        isUnderWay = true;
    }

    /// <summary>Waits for the results and adds them up, in the order of the samples; the memory that they came by may move then.</summary>
    public BatchResult Collect()
    {
        if (!isUnderWay) return result;
        link.Await(Done);
        isUnderWay = false;
        int lanes = MemoryPlan.Lanes(Count);
        double loss = 0;
        int correct = 0;
        foreach (float part in HostResults.Span<float>(Count)) loss += part;
        foreach (int part in HostResults.Span<int>(lanes + Count)[lanes..]) correct += part;
        return result = new BatchResult(loss * lossFactor, correct);
    }

    public void Dispose()
    {
        Samples.Dispose();
        HostSamples.Dispose();
        HostStep.Dispose();
        HostResults.Dispose();
        link.DestroySignal(Uploaded);
        link.DestroySignal(Done);
    }
}
