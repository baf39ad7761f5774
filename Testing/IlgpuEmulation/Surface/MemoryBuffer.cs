using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using NetArch.IlgpuEmulation.Execution;

namespace ILGPU.Runtime;

/// <summary>Memory of a device. Here it is memory of the process, aligned as CUDA aligns it and full of 0xFF, so that a float nobody wrote is NaN.</summary>
public abstract unsafe class MemoryBuffer : AcceleratorObject
{
    private static readonly ConcurrentDictionary<int, WeakReference<MemoryBuffer>> Living = new();
    private static int count;

    private readonly bool owned;

    private protected MemoryBuffer(Accelerator accelerator, long length, int elementSize) : base(accelerator)
    {
        Length = length;
        ElementSize = elementSize;
        NativePtr = (nint)NativeMemory.AlignedAlloc((nuint)Math.Max(LengthInBytes, 1), Alignment.OfBuffers);
        NativeMemory.Fill((void*)NativePtr, (nuint)LengthInBytes, 0xFF);
        owned = true;
        Number = Register();
    }

    private protected MemoryBuffer(Accelerator accelerator, nint pinned, long length, int elementSize) : base(accelerator)
    {
        Length = length;
        ElementSize = elementSize;
        NativePtr = pinned;
        Number = Register();
    }

    /// <summary>The address of the first byte.</summary>
    public nint NativePtr { get; private set; }

    public long Length { get; }

    public int ElementSize { get; }

    public long LengthInBytes => Length * ElementSize;

    /// <summary>By what number views know their buffer; 0 is none.</summary>
    internal int Number { get; }

    internal static MemoryBuffer Find(int number) =>
        TryFind(number) ?? throw new ObjectDisposedException(nameof(MemoryBuffer), "The buffer of this view has been disposed, or the view is of shared memory.");

    internal static MemoryBuffer? TryFind(int number) =>
        Living.TryGetValue(number, out WeakReference<MemoryBuffer>? reference) && reference.TryGetTarget(out MemoryBuffer? buffer) ? buffer : null;

    private protected override void DisposeAcceleratorObject(bool disposing)
    {
        Living.TryRemove(Number, out _);
        if (owned)
            NativeMemory.AlignedFree((void*)NativePtr);
        NativePtr = 0;
    }

    private int Register()
    {
        int number = Interlocked.Increment(ref count);
        Living[number] = new WeakReference<MemoryBuffer>(this);
        return number;
    }
}

/// <summary>A buffer with its view of all of it.</summary>
public class MemoryBuffer<TView> : MemoryBuffer, IContiguousArrayView
    where TView : struct, IArrayView
{
    private protected MemoryBuffer(Accelerator accelerator, long length, int elementSize) : base(accelerator, length, elementSize)
    {
    }

    private protected MemoryBuffer(Accelerator accelerator, nint pinned, long length, int elementSize) : base(accelerator, pinned, length, elementSize)
    {
    }

    /// <summary>The view of the whole buffer.</summary>
    public TView View { get; private protected init; }

    public bool IsValid => View.IsValid;

    MemoryBuffer IArrayView.Buffer => this;

    long IContiguousArrayView.Index => 0;

    long IContiguousArrayView.IndexInBytes => 0;

    public ArrayView<byte> AsRawArrayView() => new(NativePtr, Number, LengthInBytes);

    public static implicit operator TView(MemoryBuffer<TView> buffer) => buffer.View;
}

/// <summary>A one-dimensional buffer.</summary>
public class MemoryBuffer1D<T, TStride> : MemoryBuffer<ArrayView1D<T, TStride>>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    internal MemoryBuffer1D(Accelerator accelerator, long length) : base(accelerator, length, ArrayView<T>.ElementSize) =>
        View = new ArrayView1D<T, TStride>(new ArrayView<T>(NativePtr, Number, length), length, default);

    internal MemoryBuffer1D(Accelerator accelerator, nint pinned, long length) : base(accelerator, pinned, length, ArrayView<T>.ElementSize) =>
        View = new ArrayView1D<T, TStride>(new ArrayView<T>(NativePtr, Number, length), length, default);

    public LongIndex1D Extent => View.Extent;

    public Index1D IntExtent => View.IntExtent;
}
