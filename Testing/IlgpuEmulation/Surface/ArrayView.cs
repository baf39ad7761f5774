using System.Runtime.CompilerServices;
using ILGPU.Runtime;
using NetArch.IlgpuEmulation.Execution;

namespace ILGPU;

/// <summary>
/// A view of contiguous memory: an address and a length, so that a kernel's frame can hold it. Every access is checked.
/// </summary>
/// <remarks>The buffer is a number, not a reference, because frames of suspended threads lie in memory that the collector does not see.</remarks>
public readonly unsafe struct ArrayView<T> : IContiguousArrayView<T>
    where T : unmanaged
{
    public static readonly int ElementSize = sizeof(T);

    public static readonly ArrayView<T> Empty;

    private readonly nint address;
    private readonly int buffer;

    /// <summary>A view of <paramref name="length"/> elements of a buffer, from element <paramref name="index"/> on.</summary>
    public ArrayView(MemoryBuffer source, long index, long length)
    {
        if (index < 0 || length < 0 || (index + length) * sizeof(T) > source.LengthInBytes)
            ViewFault.OutsideBuffer(index, length, sizeof(T), source.LengthInBytes);
        address = source.NativePtr + (nint)(index * sizeof(T));
        buffer = source.Number;
        Length = length;
    }

    internal ArrayView(nint address, int buffer, long length)
    {
        this.address = address;
        this.buffer = buffer;
        Length = length;
    }

    internal MemoryBuffer Buffer => MemoryBuffer.Find(buffer);

    internal int BufferNumber => buffer;

    internal nint Address => address;

    MemoryBuffer IArrayView.Buffer => Buffer;

    int IArrayView.ElementSize => sizeof(T);

    long IContiguousArrayView.Index => (address - Buffer.NativePtr) / sizeof(T);

    long IContiguousArrayView.IndexInBytes => address - Buffer.NativePtr;

    public bool IsValid => address != 0 && Length > 0;

    public long Length { get; }

    public int IntLength => Length <= int.MaxValue ? (int)Length : ViewFault.TooLong(Length);

    public LongIndex1D Extent => Length;

    public Index1D IntExtent => IntLength;

    public Stride1D.Dense Stride => default;

    public long LengthInBytes => Length * sizeof(T);

    public ref T this[Index1D index] => ref this[(long)index.X];

    public ref T this[LongIndex1D index] => ref this[index.X];

    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref this[(long)index];
    }

    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((ulong)index >= (ulong)Length)
                ViewFault.OutsideView<T>(index, Length);
            return ref *((T*)address + index);
        }
    }

    public ArrayView<T> SubView(long index) => SubView(index, Length - index);

    public ArrayView<T> SubView(int index, int subViewLength) => SubView((long)index, subViewLength);

    /// <summary>The part from <paramref name="index"/> on. A part of no elements at the very end is refused, as ILGPU refuses it.</summary>
    public ArrayView<T> SubView(long index, long subViewLength)
    {
        bool inside = index >= 0 && index < Length || index == 0 && Length < 1;
        if (!inside || subViewLength < 0 || index + subViewLength > Length)
            ViewFault.OutsideParent<T>(index, subViewLength, Length);
        return new ArrayView<T>(address + (nint)(index * sizeof(T)), buffer, subViewLength);
    }

    /// <summary>The same memory as elements of another type. Its address must be a multiple of what a vector access of that type needs.</summary>
    public ArrayView<TOther> Cast<TOther>()
        where TOther : unmanaged
    {
        if (sizeof(TOther) > sizeof(T) && (address & (Alignment.Of(sizeof(TOther)) - 1)) != 0)
            ViewFault.Misaligned<TOther>(address, Alignment.Of(sizeof(TOther)));
        return new ArrayView<TOther>(address, buffer, LengthInBytes / sizeof(TOther));
    }

    internal ArrayView<T> AsAlignedInternal(int alignmentInBytes)
    {
        if ((address & (alignmentInBytes - 1)) != 0)
            ViewFault.Misaligned<T>(address, alignmentInBytes);
        return this;
    }

    ArrayView<byte> IContiguousArrayView.AsRawArrayView() => new(address, buffer, LengthInBytes);

    public override string ToString() => $"{Length} x {typeof(T).Name}";

    public static implicit operator ArrayView1D<T, Stride1D.Dense>(ArrayView<T> view) => new(view, view.Length, default);

    public static implicit operator ArrayView<T>(ArrayView1D<T, Stride1D.Dense> view) => view.BaseView;
}
