namespace NetArch.Gpu;

/// <summary>Runs passes, each recorded as a graph once it has run before, and replayed from then on.</summary>
/// <remarks>A graph holds addresses and sizes: it is of one <see cref="PassKey"/>, and of memory that has not moved since. Where the
/// device refuses to record, passes are enqueued kernel by kernel ever after: slower, and otherwise the same, so that nothing is said.
/// <c>NETARCH_GPU_GRAPHS=0</c> in the environment has that from the start.</remarks>
internal sealed class StepGraphs(DeviceLink link, Action<PassKey> enqueue, bool enabled) : IDisposable
{
    /// <summary>Batches of ever new sizes must not fill the device with graphs.</summary>
    private const int MostGraphs = 64;

    private readonly Dictionary<PassKey, IDeviceGraph> graphs = [];
    private readonly HashSet<PassKey> ran = [];
    private bool isRecording = enabled && link.HasGraphs;

    public static bool AreWanted => Environment.GetEnvironmentVariable("NETARCH_GPU_GRAPHS") != "0";

    public int Count => graphs.Count;

    public void Run(in PassKey key)
    {
        if (graphs.TryGetValue(key, out IDeviceGraph? known)) known.Launch();
        // The first run loads the kernels; which slot the samples came by makes no difference to them.
        else if (!isRecording || ran.Add(key with { Slot = 0 })) enqueue(key);
        else if (Record(key) is { } recorded) recorded.Launch();
        else enqueue(key);
    }

    /// <summary>To be called before memory moves.</summary>
    public void Forget()
    {
        foreach (IDeviceGraph graph in graphs.Values) graph.Dispose();
        graphs.Clear();
    }

    public void Dispose() => Forget();

    private IDeviceGraph? Record(in PassKey key)
    {
        if (graphs.Count == MostGraphs) Forget();
        IDeviceGraph? recorded = link.TryCapture(enqueue, key);
        if (recorded is not null) graphs[key] = recorded;
        else StopRecording();
        return recorded;
    }

    private void StopRecording()
    {
        isRecording = false;
        Forget();
    }
}
