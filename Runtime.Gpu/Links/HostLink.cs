using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>The link to an accelerator on the processor: its memory is the host's, and work is done when it was enqueued.</summary>
internal unsafe class HostLink(Accelerator accelerator) : DeviceLink(accelerator)
{
    private const int Alignment = 256;

    public override long FreeBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public override bool HasGraphs => false;

    public override void* AllocateHost(long bytes) => NativeMemory.AlignedAlloc(checked((nuint)bytes), Alignment);

    public override void FreeHost(void* memory) => NativeMemory.AlignedFree(memory);

    public override void Upload(void* from, nint to, long bytes, AcceleratorStream stream) => NativeMemory.Copy(from, (void*)to, (nuint)bytes);

    public override void Download(nint from, void* to, long bytes, AcceleratorStream stream) => NativeMemory.Copy((void*)from, to, (nuint)bytes);

    public override nint CreateSignal() => 0;

    public override void DestroySignal(nint signal)
    {
    }

    public override void Give(nint signal, AcceleratorStream stream)
    {
    }

    public override void LetWait(AcceleratorStream stream, nint signal)
    {
    }

    public override void Await(nint signal)
    {
    }

    public override IDeviceGraph? TryCapture<TState>(Action<TState> enqueue, TState state) => null;
}
