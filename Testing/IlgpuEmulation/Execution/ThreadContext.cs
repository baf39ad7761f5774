using ILGPU;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>Which GPU thread the calling thread of the host is just now: what <c>Grid</c>, <c>Group</c>, <c>Warp</c> and <c>SharedMemory</c> answer from.</summary>
internal sealed unsafe class ThreadContext(KernelLaunch launch)
{
    [ThreadStatic]
    private static ThreadContext? current;

    private CollectiveRequest* request;

    public static bool IsInside => current is not null;

    public static ThreadContext Current => current ?? throw new InvalidKernelOperationException(
        "Grid, Group, Warp, SharedMemory and CudaAsm have a meaning only inside a kernel that an accelerator runs.");

    public Index3D GridDimension { get; } = launch.Config.GridDim;

    public Index3D GroupDimension { get; } = launch.Config.GroupDim;

    public int WarpSize { get; } = launch.WarpSize;

    public EmulationOptions Options { get; } = launch.Options;

    public Index3D GridIndex { get; private set; }

    public Index3D GroupIndex { get; private set; }

    public int LinearIndex { get; private set; }

    public int LaneIndex => LinearIndex % WarpSize;

    public int WarpIndex => LinearIndex / WarpSize;

    public SharedArena Shared { get; } = new(launch);

    /// <summary>How many times the thread has allocated shared memory: its next allocation is the same as every other thread's of that number.</summary>
    public int SharedAllocations { get; set; }

    /// <summary>Makes this the context of the calling thread, and returns what was.</summary>
    public static ThreadContext? Enter(ThreadContext? context)
    {
        ThreadContext? previous = current;
        current = context;
        return previous;
    }

    public void EnterGroup(Index3D index)
    {
        GridIndex = index;
        Shared.Reset();
    }

    /// <summary>Becomes a thread of the group. Only one that has a <paramref name="slot"/> can wait.</summary>
    public void EnterThread(int linear, CollectiveRequest* slot)
    {
        LinearIndex = linear;
        GroupIndex = Position(linear);
        SharedAllocations = 0;
        request = slot;
    }

    public Index3D Position(int linear) =>
        GroupDimension.Y == 1 && GroupDimension.Z == 1
            ? new Index3D(linear, 0, 0)
            : new Index3D(linear % GroupDimension.X, linear / GroupDimension.X % GroupDimension.Y, linear / (GroupDimension.X * GroupDimension.Y));

    public ArrayView<T> AllocateShared<T>(int extent)
        where T : unmanaged => Shared.Allocate<T>(SharedAllocations++, extent);

    public ArrayView<T> DynamicShared<T>()
        where T : unmanaged => Shared.Dynamic<T>();

    /// <summary>Notes that the thread waits for the others; the code that called has been rewritten to stop here.</summary>
    public void Request(CollectiveKind kind) => Slot(kind)->Kind = kind;

    /// <summary>The same with a value. What comes back means nothing: the thread gets its result when it goes on.</summary>
    public T Request<T>(CollectiveKind kind, T value, int source = 0, int width = 0)
        where T : unmanaged
    {
        Request(kind);
        request->Source = source;
        request->Width = width;
        request->Bring(value);
        return default;
    }

    /// <summary>Notes that the thread waits for its warp to execute PTX together.</summary>
    public void RequestPtx(int program, ReadOnlySpan<nint> operands)
    {
        Request(CollectiveKind.Ptx);
        request->Program = program;
        for (int i = 0; i < operands.Length; i++)
            request->Operands[i] = operands[i];
    }

    public string Describe() =>
        $"Kernel {launch.Name}, group {GridIndex}, thread {GroupIndex}";

    /// <summary>Called by rewritten code after a collective: at which place of the code it was.</summary>
    internal static void StopAt(int site) => Current.request->Site = site;

    /// <summary>Called by rewritten code when the thread goes on: the value it was given.</summary>
    internal static T Resume<T>()
        where T : unmanaged => Current.request->Take<T>();

    private CollectiveRequest* Slot(CollectiveKind kind) => request != null ? request : throw new InvalidOperationException(
        $"{Describe()}: {kind} was reached in code that cannot wait. The emulation did not see the call when it loaded the kernel.");
}
