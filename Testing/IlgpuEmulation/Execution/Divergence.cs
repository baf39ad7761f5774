using NetArch.IlgpuEmulation.Rewriting;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>Threads that do not do together what they must do together: which ones do what.</summary>
internal static unsafe class Divergence
{
    public static KernelFaultException Of(KernelLaunch launch, ThreadContext context, CollectiveRequest* requests, ThreadState[] states, int waiting, int first, int end)
    {
        IEnumerable<string> parts = Enumerable.Range(first, end - first)
            .GroupBy(thread => Doing(states[thread], in requests[thread]))
            .Select(threads => $"threads {Ranges([.. threads])} {threads.Key}");
        string set = requests[waiting].IsOfGroup ? "group" : "warp";
        return new KernelFaultException($"Kernel {launch.Name}, group {context.GridIndex}: not every thread of a {set} comes to the same place: {string.Join("; ", parts)}. Every thread of the {set} must come to it, so it may not lie in a branch that only some take, nor after a return of some.");
    }

    private static string Doing(ThreadState state, in CollectiveRequest request) => state == ThreadState.Done
        ? "have returned"
        : $"are at {Name(request.Kind)} in {SuspensionSites.Describe(request.Site)}";

    private static string Name(CollectiveKind kind) => kind switch
    {
        CollectiveKind.GroupBarrier => "Group.Barrier",
        CollectiveKind.GroupPopCount => "Group.BarrierPopCount",
        CollectiveKind.GroupAnd => "Group.BarrierAnd",
        CollectiveKind.GroupOr => "Group.BarrierOr",
        CollectiveKind.GroupBroadcast => "Group.Broadcast",
        CollectiveKind.WarpBarrier => "Warp.Barrier",
        CollectiveKind.Ptx => "CudaAsm",
        _ => "Warp." + kind,
    };

    private static string Ranges(int[] threads)
    {
        var ranges = new List<string>();
        for (int start = 0, i = 1; i <= threads.Length; i++)
        {
            if (i < threads.Length && threads[i] == threads[i - 1] + 1)
                continue;
            ranges.Add(i - 1 == start ? $"{threads[start]}" : $"{threads[start]}..{threads[i - 1]}");
            start = i;
        }
        return string.Join(", ", ranges);
    }
}
