using System.Runtime.InteropServices;
using ILGPU;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>The shared memory of the group that is running. The k-th allocation of every thread is the same memory.</summary>
internal sealed unsafe class SharedArena(KernelLaunch launch) : IDisposable
{
    private readonly List<(int Offset, int Bytes)> allocations = [];
    private readonly int dynamicBytes = launch.Config.SharedMemoryConfig.ArraySize;
    private byte* memory;
    private byte* dynamicMemory;
    private int used;

    public void Dispose()
    {
        NativeMemory.AlignedFree(memory);
        NativeMemory.AlignedFree(dynamicMemory);
        memory = dynamicMemory = null;
    }

    /// <summary>Forgets the last group: its allocations, and what it wrote.</summary>
    public void Reset()
    {
        if (used > 0)
            NativeMemory.Fill(memory, (nuint)used, 0xFF);
        if (dynamicMemory != null)
            NativeMemory.Fill(dynamicMemory, (nuint)dynamicBytes, 0xFF);
        used = 0;
        allocations.Clear();
    }

    public ArrayView<T> Allocate<T>(int number, int extent)
        where T : unmanaged
    {
        if (number == allocations.Count)
            Append(extent, sizeof(T));
        (int offset, int bytes) = allocations[number];
        if (bytes != extent * sizeof(T))
            throw new KernelFaultException($"{Where()}: allocation {number} of shared memory has {extent * sizeof(T)} bytes here and {bytes} bytes in another thread. Every thread must allocate the same, in the same order, outside of branches.");
        return new ArrayView<T>((nint)(memory + offset), 0, extent);
    }

    public ArrayView<T> Dynamic<T>()
        where T : unmanaged
    {
        if (dynamicBytes == 0)
            throw new KernelFaultException($"{Where()}: the kernel uses dynamic shared memory, but its launch asked for none. Give the KernelConfig a SharedMemoryConfig.RequestDynamic.");
        if (dynamicMemory == null)
        {
            dynamicMemory = (byte*)NativeMemory.AlignedAlloc((nuint)dynamicBytes, Alignment.OfBuffers);
            NativeMemory.Fill(dynamicMemory, (nuint)dynamicBytes, 0xFF);
        }
        return new ArrayView<T>((nint)dynamicMemory, 0, dynamicBytes / sizeof(T));
    }

    private void Append(int extent, int elementSize)
    {
        int limit = launch.Options.StaticSharedMemoryLimit;
        int offset = (used + 15) & ~15;
        long end = offset + (long)extent * elementSize;
        if (extent < 1 || end > limit)
            throw new KernelFaultException($"{Where()}: {end} bytes of shared memory, of {limit} that a group may allocate. More is dynamic shared memory: SharedMemory.GetDynamic and SharedMemoryConfig.RequestDynamic.");
        if (memory == null)
        {
            memory = (byte*)NativeMemory.AlignedAlloc((nuint)limit, Alignment.OfBuffers);
            NativeMemory.Fill(memory, (nuint)limit, 0xFF);
        }
        allocations.Add((offset, extent * elementSize));
        used = (int)end;
    }

    private static string Where() => ThreadContext.Current.Describe();
}
