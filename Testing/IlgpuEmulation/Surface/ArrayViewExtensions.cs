using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetArch.IlgpuEmulation.Execution;

namespace ILGPU.Runtime;

/// <summary>Alignment, copies and fills of views and buffers. Everything is done when the call returns.</summary>
public static unsafe partial class ArrayViewExtensions
{
    /// <summary>Promises that the view's address is a multiple of <paramref name="alignmentInBytes"/>; the promise is checked.</summary>
    public static ArrayView<T> AsAligned<T>(this ArrayView<T> view, int alignmentInBytes)
        where T : unmanaged => view.AsAlignedInternal(alignmentInBytes);

    public static ArrayView1D<T, Stride1D.Dense> AsAligned<T>(this ArrayView1D<T, Stride1D.Dense> view, int alignmentInBytes)
        where T : unmanaged => view.BaseView.AsAlignedInternal(alignmentInBytes);

    public static ArrayView1D<TOther, Stride1D.Dense> Cast<T, TOther>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged
        where TOther : unmanaged => view.BaseView.Cast<TOther>();

    public static ArrayView1D<T, Stride1D.Dense> AsDense<T>(this ArrayView<T> view)
        where T : unmanaged => view;

    public static void MemSetToZero<TView>(this TView view)
        where TView : IContiguousArrayView => Fill(view.AsRawArrayView(), 0);

    public static void MemSetToZero<TView>(this TView view, AcceleratorStream stream)
        where TView : IContiguousArrayView => Fill(view.AsRawArrayView(), 0, stream);

    public static void MemSet<TView>(this TView view, byte value)
        where TView : IContiguousArrayView => Fill(view.AsRawArrayView(), value);

    public static void MemSet<TView>(this TView view, AcceleratorStream stream, byte value)
        where TView : IContiguousArrayView => Fill(view.AsRawArrayView(), value, stream);

    public static void MemSetToZero<T>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged => view.BaseView.MemSetToZero();

    public static void MemSetToZero<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream)
        where T : unmanaged => view.BaseView.MemSetToZero(stream);

    public static void MemSet<T>(this ArrayView1D<T, Stride1D.Dense> view, byte value)
        where T : unmanaged => view.BaseView.MemSet(value);

    public static void MemSet<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, byte value)
        where T : unmanaged => view.BaseView.MemSet(stream, value);

    public static void CopyTo<TView>(this TView source, in TView target)
        where TView : IContiguousArrayView => Copy(source.AsRawArrayView(), target.AsRawArrayView());

    public static void CopyTo<TView>(this TView source, AcceleratorStream stream, in TView target)
        where TView : IContiguousArrayView => Copy(source.AsRawArrayView(), target.AsRawArrayView(), stream);

    public static void CopyFrom<TView>(this TView target, in TView source)
        where TView : IContiguousArrayView => source.CopyTo(target);

    public static void CopyFrom<TView>(this TView target, AcceleratorStream stream, in TView source)
        where TView : IContiguousArrayView => source.CopyTo(stream, target);

    public static void CopyTo<T>(this ArrayView1D<T, Stride1D.Dense> source, ArrayView1D<T, Stride1D.Dense> target)
        where T : unmanaged => source.BaseView.CopyTo(target.BaseView);

    public static void CopyTo<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, in ArrayView1D<T, Stride1D.Dense> target)
        where T : unmanaged => source.BaseView.CopyTo(stream, target.BaseView);

    public static void CopyFrom<T>(this ArrayView1D<T, Stride1D.Dense> target, in ArrayView1D<T, Stride1D.Dense> source)
        where T : unmanaged => source.BaseView.CopyTo(target.BaseView);

    public static void CopyFrom<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, in ArrayView1D<T, Stride1D.Dense> source)
        where T : unmanaged => source.BaseView.CopyTo(stream, target.BaseView);

    public static void CopyToPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => source.BaseView.CopyToCPU(stream, pageLockedArray.GetArray());

    public static void CopyFromPageLockedAsync<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, PageLockedArray1D<T> pageLockedArray)
        where T : unmanaged => target.BaseView.CopyFromCPU(stream, pageLockedArray.GetArray());

    public static void CopyToPageLockedAsync<T, TView>(this TView source, AcceleratorStream stream, PageLockedArray<T> pageLockedArray)
        where T : unmanaged
        where TView : IContiguousArrayView<T> => source.CopyToCPU(stream, pageLockedArray.Span);

    public static void CopyFromPageLockedAsync<T, TView>(this TView target, AcceleratorStream stream, PageLockedArray<T> pageLockedArray)
        where T : unmanaged
        where TView : IContiguousArrayView<T> => target.CopyFromCPU(stream, (ReadOnlySpan<T>)pageLockedArray.Span);

    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(this Accelerator accelerator, T[] data)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = accelerator.Allocate1D<T>(data.Length);
        buffer.View.CopyFromCPU(data);
        return buffer;
    }

    public static MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(this Accelerator accelerator, AcceleratorStream stream, T[] data)
        where T : unmanaged
    {
        accelerator.Own(stream);
        return accelerator.Allocate1D(data);
    }

    private static void Fill(ArrayView<byte> view, byte value, AcceleratorStream? stream = null)
    {
        HostAccess.Check(view, stream);
        NativeMemory.Fill((void*)view.Address, (nuint)view.Length, value);
    }

    private static void Copy(ArrayView<byte> source, ArrayView<byte> target, AcceleratorStream? stream = null)
    {
        HostAccess.Check(source, stream);
        HostAccess.Check(target, stream);
        HostAccess.CheckLengths(source.Length, target.Length);
        NativeMemory.Copy((void*)source.Address, (void*)target.Address, (nuint)source.Length);
    }
}
