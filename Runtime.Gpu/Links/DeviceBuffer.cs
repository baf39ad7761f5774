using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>Memory of the device that grows on demand and never shrinks; it is not zeroed, and loses its contents when it grows.</summary>
internal sealed unsafe class DeviceBuffer<T>(DeviceLink link) : IDisposable
    where T : unmanaged
{
    // Views of nothing are not valid, and kernels are handed views that they do not use.
    private const int Least = 64;

    private MemoryBuffer1D<T, Stride1D.Dense>? memory;

    public long Count { get; private set; }

    public long Bytes => Count * sizeof(T);

    public ArrayView<T> View => memory is null ? throw new InvalidOperationException("Memory of the device was used before it was reserved.") : memory.View.BaseView;

    public nint Address => memory?.NativePtr ?? 0;

    public bool Holds(long count) => memory is not null && count <= Count;

    /// <summary>Makes room for at least <paramref name="count"/> values.</summary>
    public void Reserve(long count)
    {
        if (Holds(count)) return;
        Release();
        count = Math.Max(Least, count);
        memory = link.Allocate<T>(count);
        Count = count;
    }

    public void Clear()
    {
        if (memory is not null) View.MemSetToZero(link.Compute);
    }

    /// <summary>Fills it with bits that are no number.</summary>
    public void Poison()
    {
        if (memory is not null) View.MemSet(link.Compute, byte.MaxValue);
    }

    public void Release()
    {
        memory?.Dispose();
        memory = null;
        Count = 0;
    }

    public void Dispose() => Release();
}
