using ILGPU.Runtime;
using NetArch.IlgpuEmulation.Execution;

namespace ILGPU;

/// <summary>Memory that the threads of a group share. It is all 0xFF when a group starts.</summary>
public static class SharedMemory
{
    /// <summary>One element.</summary>
    public static ref T Allocate<T>()
        where T : unmanaged => ref Allocate<T>(1)[0];

    /// <summary>The same elements for every thread of the group; the length must be a constant.</summary>
    public static ArrayView<T> Allocate<T>(int extent)
        where T : unmanaged => ThreadContext.Current.AllocateShared<T>(extent);

    public static ArrayView1D<T, Stride1D.Dense> Allocate1D<T>(Index1D extent)
        where T : unmanaged => Allocate<T>(extent.X);

    /// <summary>What the launch's <see cref="SharedMemoryConfig"/> asked for.</summary>
    public static ArrayView<T> GetDynamic<T>()
        where T : unmanaged => ThreadContext.Current.DynamicShared<T>();
}

/// <summary>Orders memory accesses. The emulation never reorders any.</summary>
public static class MemoryFence
{
    public static void GroupLevel() => _ = ThreadContext.Current;

    public static void DeviceLevel() => _ = ThreadContext.Current;

    public static void SystemLevel() => _ = ThreadContext.Current;
}
