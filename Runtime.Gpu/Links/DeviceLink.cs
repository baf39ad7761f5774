using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>What an engine needs of a device beside kernels: memory on both sides, copies, the order of streams, graphs.</summary>
/// <remarks>An engine's kernels go to <see cref="Compute"/>, its samples to <see cref="Copies"/>; a signal lets one wait for the other, and
/// the host for both. Copies and signals allocate nothing, and are allowed while a graph is captured.</remarks>
internal abstract unsafe class DeviceLink(Accelerator accelerator) : IDisposable
{
    public AcceleratorStream Compute { get; } = accelerator.CreateStream();

    public AcceleratorStream Copies { get; } = accelerator.CreateStream();

    /// <summary>Memory of the device that nobody uses, in bytes.</summary>
    public abstract long FreeBytes { get; }

    /// <summary>Whether <see cref="TryCapture"/> can succeed.</summary>
    public abstract bool HasGraphs { get; }

    /// <summary>Memory of the device; what is in it is open.</summary>
    /// <exception cref="AcceleratorException">There is not enough.</exception>
    public virtual MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long count) where T : unmanaged => accelerator.Allocate1D<T>(count);

    /// <summary>Memory of the host, pinned where the device copies faster from it.</summary>
    public abstract void* AllocateHost(long bytes);

    public abstract void FreeHost(void* memory);

    /// <summary>Enqueues a copy from <see cref="AllocateHost"/>'s memory to an address of the device.</summary>
    public abstract void Upload(void* from, nint to, long bytes, AcceleratorStream stream);

    public abstract void Download(nint from, void* to, long bytes, AcceleratorStream stream);

    public abstract nint CreateSignal();

    public abstract void DestroySignal(nint signal);

    /// <summary>The signal is given when all is done that the stream has now.</summary>
    public abstract void Give(nint signal, AcceleratorStream stream);

    /// <summary>What comes to the stream from now on waits for the signal.</summary>
    public abstract void LetWait(AcceleratorStream stream, nint signal);

    /// <summary>Waits for the signal here.</summary>
    public abstract void Await(nint signal);

    /// <summary>Records what an action enqueues on <see cref="Compute"/>, without doing it.</summary>
    /// <returns>What was recorded, to be done as often as wanted; null where the device could not record it.</returns>
    public abstract IDeviceGraph? TryCapture<TState>(Action<TState> enqueue, TState state);

    /// <summary>Waits until both streams are empty.</summary>
    public void AwaitAll()
    {
        Copies.Synchronize();
        Compute.Synchronize();
    }

    public virtual void Dispose()
    {
        Compute.Dispose();
        Copies.Dispose();
    }
}

/// <summary>Recorded work of a device: kernels and copies with all their arguments, enqueued by one call.</summary>
internal interface IDeviceGraph : IDisposable
{
    /// <summary>Enqueues it on the stream that it was recorded from.</summary>
    void Launch();
}
