using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace NetArch.Gpu;

/// <summary>The link to a CUDA device, by its driver: ILGPU's own copies allocate on the host, and it knows neither events nor graphs.</summary>
/// <remarks>The accelerator is bound to the calling thread: engines see to it.</remarks>
internal sealed unsafe class CudaLink(CudaAccelerator accelerator) : DeviceLink(accelerator)
{
    public override long FreeBytes
    {
        get
        {
            CudaDriver.Check(CudaDriver.GetMemory(out nuint free, out _), "asking for its free memory");
            return (long)free;
        }
    }

    public override bool HasGraphs => true;

    public override void* AllocateHost(long bytes)
    {
        CudaDriver.Check(CudaDriver.AllocateHost(out void* memory, checked((nuint)bytes), CudaDriver.PortableMemory), "pinning memory of the host");
        return memory;
    }

    public override void FreeHost(void* memory) => CudaDriver.Check(CudaDriver.FreeHost(memory), "freeing pinned memory");

    public override void Upload(void* from, nint to, long bytes, AcceleratorStream stream) =>
        CudaDriver.Check(CudaDriver.CopyToDevice(to, from, (nuint)bytes, HandleOf(stream)), "copying to it");

    public override void Download(nint from, void* to, long bytes, AcceleratorStream stream) =>
        CudaDriver.Check(CudaDriver.CopyToHost(to, from, (nuint)bytes, HandleOf(stream)), "copying from it");

    public override nint CreateSignal()
    {
        CudaDriver.Check(CudaDriver.CreateEvent(out nint created, CudaDriver.EventWithoutTime), "creating an event");
        return created;
    }

    public override void DestroySignal(nint signal) => CudaDriver.Check(CudaDriver.DestroyEvent(signal), "destroying an event");

    public override void Give(nint signal, AcceleratorStream stream) =>
        CudaDriver.Check(CudaDriver.RecordEvent(signal, HandleOf(stream)), "recording an event");

    public override void LetWait(AcceleratorStream stream, nint signal) =>
        CudaDriver.Check(CudaDriver.LetStreamWait(HandleOf(stream), signal, 0), "ordering its streams");

    public override void Await(nint signal) => CudaDriver.Check(CudaDriver.AwaitEvent(signal), "running kernels");

    public override IDeviceGraph? TryCapture<TState>(Action<TState> enqueue, TState state) =>
        CudaGraph.TryCapture(HandleOf(Compute), enqueue, state);

    private static nint HandleOf(AcceleratorStream stream) => ((CudaStream)stream).StreamPtr;
}
