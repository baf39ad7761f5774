using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ILGPU.Util;

namespace ILGPU.Runtime;

/// <summary>Memory of the host that a device can copy from and to without a detour.</summary>
public abstract class PageLockedArray<T> : DisposeBase
    where T : unmanaged
{
    private protected PageLockedArray()
    {
    }

    public abstract Span<T> Span { get; }

    /// <summary>The array as memory that views copy from and to.</summary>
    public ArrayView<T> ArrayView { get; private protected set; } = ArrayView<T>.Empty;

    public long Length => Span.Length;
}

/// <summary>A one-dimensional pinned array.</summary>
public sealed unsafe class PageLockedArray1D<T> : PageLockedArray<T>
    where T : unmanaged
{
    public static readonly PageLockedArray1D<T> Empty = new(null, 0, false);

    private readonly T[] array;
    private readonly MemoryBuffer1D<T, Stride1D.Dense>? buffer;

    internal PageLockedArray1D(Accelerator? accelerator, LongIndex1D extent, bool uninitialized)
    {
        int length = extent.ToIntIndex();
        array = uninitialized ? GC.AllocateUninitializedArray<T>(length, pinned: true) : GC.AllocateArray<T>(length, pinned: true);
        if (accelerator is null || length == 0)
            return;
        buffer = new MemoryBuffer1D<T, Stride1D.Dense>(accelerator, (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)), length);
        ArrayView = buffer.View;
    }

    public LongIndex1D Extent => array.LongLength;

    public override Span<T> Span => array;

    public ref T this[int index] => ref array[index];

    public ref T this[long index] => ref array[index];

    public T[] GetArray() => array;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            buffer?.Dispose();
        ArrayView = ArrayView<T>.Empty;
        base.Dispose(disposing);
    }
}

/// <summary>Allocates pinned arrays.</summary>
public static class PageLockedArrayExtensions
{
    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent)
        where T : unmanaged => accelerator.AllocatePageLocked1D<T>(extent, false);

    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent, bool uninitialized)
        where T : unmanaged => new(accelerator, extent, uninitialized);
}
