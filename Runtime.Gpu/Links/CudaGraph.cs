using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>A CUDA graph: a dependent kernel of it starts in under a microsecond, where a launch from the host costs more than four.</summary>
internal sealed class CudaGraph : IDeviceGraph
{
    private readonly nint stream;
    private nint graph;
    private nint executable;

    private CudaGraph(nint stream, nint graph, nint executable) => (this.stream, this.graph, this.executable) = (stream, graph, executable);

    /// <summary>Captures what is enqueued on a stream. Kernels must have run before: the driver loads one when it is first launched,
    /// which a capture does not allow.</summary>
    /// <returns>Null where the driver refuses or is too old for graphs; the stream is as it was, and nothing was done.</returns>
    public static CudaGraph? TryCapture<TState>(nint stream, Action<TState> enqueue, TState state)
    {
        try
        {
            return CudaDriver.BeginCapture(stream, CudaDriver.CaptureOfThread) == CudaDriver.Success ? Capture(stream, enqueue, state) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    public void Launch() => CudaDriver.Check(CudaDriver.LaunchGraph(executable, stream), "launching a graph of kernels");

    public void Dispose()
    {
        if (executable == 0) return;
        CudaDriver.DestroyExecutable(executable);
        CudaDriver.DestroyGraph(graph);
        (executable, graph) = (0, 0);
    }

    private static CudaGraph? Capture<TState>(nint stream, Action<TState> enqueue, TState state)
    {
        bool isWhole = false;
        nint graph = 0;
        try
        {
            enqueue(state);
            isWhole = true;
        }
        catch (Exception exception) when (exception is AcceleratorException or GpuException)
        {
            // What fails only because of the capture works without it; what fails for another reason will fail there again, and be heard of.
        }
        finally
        {
            // A capture that went wrong has to be ended all the same, and then gives no graph.
            isWhole &= CudaDriver.EndCapture(stream, out graph) == CudaDriver.Success;
        }

        if (isWhole && CudaDriver.Instantiate(out nint executable, graph, 0) == CudaDriver.Success) return new CudaGraph(stream, graph, executable);
        if (graph != 0) CudaDriver.DestroyGraph(graph);
        return null;
    }
}
