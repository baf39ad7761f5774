namespace NetArch.Gpu;

/// <summary>Memory of the host that the device copies from and to; it grows on demand, and loses its contents then.</summary>
internal sealed unsafe class HostBuffer(DeviceLink link) : IDisposable
{
    private void* memory;
    private long bytes;

    public void* Pointer => memory;

    public void Reserve(long count)
    {
        if (count <= bytes) return;
        Dispose();
        memory = link.AllocateHost(count);
        bytes = count;
    }

    /// <summary>The first values of it.</summary>
    public Span<T> Span<T>(int count) where T : unmanaged => (long)count * sizeof(T) <= bytes
        ? new Span<T>(memory, count)
        : throw new InvalidOperationException("Memory of the host was used before it was reserved.");

    public void Dispose()
    {
        if (memory is not null) link.FreeHost(memory);
        memory = null;
        bytes = 0;
    }
}
