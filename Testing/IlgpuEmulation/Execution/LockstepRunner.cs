using System.Runtime.InteropServices;
using ILGPU;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>
/// Runs the threads of a group that wait for each other: each goes on until it waits or is done; what a warp waits for is done when all its lanes
/// wait, and what the group waits for when all its threads do.
/// </summary>
internal sealed unsafe class LockstepRunner : GroupRunner
{
    private readonly KernelLaunch launch;
    private readonly ThreadContext context;
    private readonly int threads;
    private readonly int frameSize;
    private readonly byte* frames;
    private readonly CollectiveRequest* requests;
    private readonly ThreadState[] states;
    private readonly int[] sharedAllocations;
    private readonly int[][] warps;

    public LockstepRunner(KernelLaunch launch, ThreadContext context)
    {
        this.launch = launch;
        this.context = context;
        threads = launch.Config.GroupDim.Size;
        frameSize = launch.Program.FrameSize;
        frames = (byte*)NativeMemory.AlignedAlloc((nuint)threads * (nuint)frameSize, 64);
        requests = (CollectiveRequest*)NativeMemory.AllocZeroed((nuint)threads, (nuint)sizeof(CollectiveRequest));
        states = new ThreadState[threads];
        sharedAllocations = new int[threads];
        warps = [.. ExecutionOrders.Of(threads, launch.Options).GroupBy(thread => thread / launch.WarpSize).Select(warp => warp.ToArray())];
    }

    public override void Run(Index3D group)
    {
        context.EnterGroup(group);
        for (int thread = 0; thread < threads; thread++)
            Start(thread);
        do
        {
            foreach (int[] warp in warps)
                RunWarp(warp);
        }
        while (CompleteGroup());
    }

    public override void Dispose()
    {
        NativeMemory.AlignedFree(frames);
        NativeMemory.Free(requests);
    }

    private void Start(int thread)
    {
        byte* frame = frames + (long)thread * frameSize;
        NativeMemory.Copy((void*)launch.Arguments, frame, (nuint)launch.Program.Arguments.Size);
        *(int*)frame = 0;
        states[thread] = ThreadState.Ready;
        sharedAllocations[thread] = 0;
    }

    /// <summary>Runs the threads of a warp until each is done or waits for the group.</summary>
    private void RunWarp(int[] warp)
    {
        int first = warp[0] / launch.WarpSize * launch.WarpSize;
        do
        {
            foreach (int thread in warp)
            {
                if (states[thread] == ThreadState.Ready)
                    Step(thread);
            }
        }
        while (CompleteWarp(first, first + warp.Length));
    }

    private void Step(int thread)
    {
        context.EnterThread(thread, requests + thread);
        context.SharedAllocations = sharedAllocations[thread];
        bool waits = launch.Program.Body((nint)(frames + (long)thread * frameSize)) != 0;
        sharedAllocations[thread] = context.SharedAllocations;
        states[thread] = waits ? ThreadState.Waiting : ThreadState.Done;
    }

    /// <summary>Does what the lanes of a warp wait for; false if none of them waits for its warp.</summary>
    private bool CompleteWarp(int first, int end)
    {
        int waiting = -1;
        for (int thread = first; thread < end && waiting < 0; thread++)
        {
            if (states[thread] == ThreadState.Waiting && !requests[thread].IsOfGroup)
                waiting = thread;
        }
        if (waiting < 0)
            return false;
        Gather(waiting, first, end);
        WarpCollectives.Complete(new ThreadSet(launch, context, requests, first, end));
        Release(first, end);
        return true;
    }

    /// <summary>Does what the group waits for; false if all threads are done.</summary>
    private bool CompleteGroup()
    {
        int waiting = Array.IndexOf(states, ThreadState.Waiting);
        if (waiting < 0)
            return false;
        Gather(waiting, 0, threads);
        GroupCollectives.Complete(new ThreadSet(launch, context, requests, 0, threads));
        Release(0, threads);
        return true;
    }

    private void Gather(int waiting, int first, int end)
    {
        for (int thread = first; thread < end; thread++)
        {
            bool together = states[thread] == ThreadState.Waiting && requests[thread].Kind == requests[waiting].Kind && requests[thread].Site == requests[waiting].Site;
            if (!together)
                throw Divergence.Of(launch, context, requests, states, waiting, first, end);
        }
    }

    private void Release(int first, int end) => Array.Fill(states, ThreadState.Ready, first, end - first);
}

/// <summary>What a thread of a group is doing.</summary>
internal enum ThreadState : byte
{
    Ready,
    Waiting,
    Done,
}

/// <summary>The threads that do something together, from the first to before the end.</summary>
internal readonly unsafe struct ThreadSet(KernelLaunch launch, ThreadContext context, CollectiveRequest* requests, int first, int end)
{
    public KernelLaunch Launch => launch;

    public int Count => end - first;

    /// <summary>What the thread with this number in the set waits for.</summary>
    public ref CollectiveRequest this[int number] => ref requests[first + number];

    public KernelFaultException Fault(int number, string found) =>
        new($"Kernel {launch.Name}, group {context.GridIndex}, thread {context.Position(first + number)}: {found}");
}
