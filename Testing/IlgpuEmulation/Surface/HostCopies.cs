using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetArch.IlgpuEmulation.Execution;

namespace ILGPU.Runtime;

public static unsafe partial class ArrayViewExtensions
{
    public static void CopyToCPU<T, TView>(this TView source, ref T cpuData, long length)
        where T : unmanaged
        where TView : IContiguousArrayView<T> => Download(source, ref cpuData, length, null);

    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, ref T cpuData, long length)
        where T : unmanaged
        where TView : IContiguousArrayView<T> => Download(source, ref cpuData, length, stream);

    public static void CopyFromCPU<T, TView>(this TView target, ref T cpuData, long length)
        where T : unmanaged
        where TView : IContiguousArrayView<T> => Upload(target, ref cpuData, length, null);

    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, ref T cpuData, long length)
        where T : unmanaged
        where TView : IContiguousArrayView<T> => Upload(target, ref cpuData, length, stream);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> source, ref T cpuData, long length)
        where T : unmanaged => Download(source.BaseView, ref cpuData, length, null);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, ref T cpuData, long length)
        where T : unmanaged => Download(source.BaseView, ref cpuData, length, stream);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> target, ref T cpuData, long length)
        where T : unmanaged => Upload(target.BaseView, ref cpuData, length, null);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, ref T cpuData, long length)
        where T : unmanaged => Upload(target.BaseView, ref cpuData, length, stream);

    public static void CopyToCPU<T, TView>(this TView source, AcceleratorStream stream, in Span<T> span)
        where T : unmanaged
        where TView : IContiguousArrayView<T> => Download(source, ref MemoryMarshal.GetReference(span), span.Length, stream);

    public static void CopyFromCPU<T, TView>(this TView target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where T : unmanaged
        where TView : IContiguousArrayView<T> => Upload(target, ref MemoryMarshal.GetReference(span), span.Length, stream);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> source, AcceleratorStream stream, in Span<T> span)
        where T : unmanaged => source.BaseView.CopyToCPU(stream, span);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> target, AcceleratorStream stream, in ReadOnlySpan<T> span)
        where T : unmanaged => target.BaseView.CopyFromCPU(stream, span);

    public static void CopyToCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged => Download(view, ref MemoryMarshal.GetArrayDataReference(data), data.Length, null);

    public static void CopyToCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged => Download(view, ref MemoryMarshal.GetArrayDataReference(data), data.Length, stream);

    public static void CopyFromCPU<T>(this ArrayView<T> view, T[] data)
        where T : unmanaged => Upload(view, ref MemoryMarshal.GetArrayDataReference(data), data.Length, null);

    public static void CopyFromCPU<T>(this ArrayView<T> view, AcceleratorStream stream, T[] data)
        where T : unmanaged => Upload(view, ref MemoryMarshal.GetArrayDataReference(data), data.Length, stream);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, T[] data)
        where T : unmanaged => view.BaseView.CopyToCPU(data);

    public static void CopyToCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] data)
        where T : unmanaged => view.BaseView.CopyToCPU(stream, data);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, T[] data)
        where T : unmanaged => view.BaseView.CopyFromCPU(data);

    public static void CopyFromCPU<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream, T[] data)
        where T : unmanaged => view.BaseView.CopyFromCPU(stream, data);

    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, T[] data)
        where T : unmanaged => buffer.View.CopyToCPU(data);

    public static void CopyToCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream, T[] data)
        where T : unmanaged => buffer.View.CopyToCPU(stream, data);

    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, T[] data)
        where T : unmanaged => buffer.View.CopyFromCPU(data);

    public static void CopyFromCPU<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer, AcceleratorStream stream, T[] data)
        where T : unmanaged => buffer.View.CopyFromCPU(stream, data);

    public static T[] GetAsArray<T>(this ArrayView<T> view)
        where T : unmanaged
    {
        var data = new T[view.IntLength];
        view.CopyToCPU(data);
        return data;
    }

    public static T[] GetAsArray1D<T>(this ArrayView1D<T, Stride1D.Dense> view)
        where T : unmanaged => view.BaseView.GetAsArray();

    public static T[] GetAsArray1D<T>(this ArrayView1D<T, Stride1D.Dense> view, AcceleratorStream stream)
        where T : unmanaged
    {
        var data = new T[view.IntLength];
        view.CopyToCPU(stream, data);
        return data;
    }

    public static T[] GetAsArray1D<T>(this MemoryBuffer<ArrayView1D<T, Stride1D.Dense>> buffer)
        where T : unmanaged => buffer.View.GetAsArray1D();

    private static void Download<T, TView>(TView source, ref T cpuData, long length, AcceleratorStream? stream)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
    {
        ArrayView<byte> bytes = source.AsRawArrayView();
        HostAccess.Check(bytes, stream);
        HostAccess.CheckLengths(length, source.Length);
        fixed (T* target = &cpuData)
            NativeMemory.Copy((void*)bytes.Address, target, (nuint)(length * sizeof(T)));
    }

    private static void Upload<T, TView>(TView target, ref T cpuData, long length, AcceleratorStream? stream)
        where T : unmanaged
        where TView : IContiguousArrayView<T>
    {
        ArrayView<byte> bytes = target.AsRawArrayView();
        HostAccess.Check(bytes, stream);
        HostAccess.CheckLengths(length, target.Length);
        fixed (T* source = &cpuData)
            NativeMemory.Copy(source, (void*)bytes.Address, (nuint)(length * sizeof(T)));
    }
}
