using System.Runtime.InteropServices;

namespace NetArch;

/// <summary>Zeroed memory outside the garbage collector's heap, aligned to a cache line, grown on demand and never shrunk.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const int Alignment = 64;

    public float* Pointer { get; private set; }

    /// <summary>Capacity in floats.</summary>
    public long Count { get; private set; }

    public NativeBuffer(long count) => Reserve(count);

    /// <summary>Makes room for at least <paramref name="count"/> floats. Contents are lost (and zero) when it has to grow.</summary>
    public void Reserve(long count)
    {
        if (count <= Count && Pointer is not null) return;
        Release();
        long bytes = Math.Max(Alignment, checked(count * sizeof(float)));
        Pointer = (float*)NativeMemory.AlignedAlloc(checked((nuint)bytes), Alignment);
        Count = count;
        Clear();
    }

    public void Clear() => NativeMemory.Clear(Pointer, (nuint)(Count * sizeof(float)));

    public void Fill(float value)
    {
        for (long i = 0; i < Count; i++) Pointer[i] = value;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    ~NativeBuffer() => Release();

    private void Release()
    {
        if (Pointer is not null) NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        Count = 0;
    }
}
