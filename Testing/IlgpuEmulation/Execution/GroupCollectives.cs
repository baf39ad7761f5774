namespace NetArch.IlgpuEmulation.Execution;

/// <summary>What the threads of a group do together: each gets its result as its value.</summary>
internal static class GroupCollectives
{
    public static void Complete(ThreadSet threads)
    {
        switch (threads[0].Kind)
        {
            case CollectiveKind.GroupPopCount:
                Give(threads, Votes(threads));
                break;
            case CollectiveKind.GroupAnd:
                Give(threads, Votes(threads) == threads.Count ? 1 : 0);
                break;
            case CollectiveKind.GroupOr:
                Give(threads, Votes(threads) > 0 ? 1 : 0);
                break;
            case CollectiveKind.GroupBroadcast:
                Broadcast(threads);
                break;
        }
    }

    private static int Votes(ThreadSet threads)
    {
        int votes = 0;
        for (int i = 0; i < threads.Count; i++)
            votes += threads[i].Take<int>();
        return votes;
    }

    private static void Give(ThreadSet threads, int result)
    {
        for (int i = 0; i < threads.Count; i++)
            threads[i].Bring(result);
    }

    private static unsafe void Broadcast(ThreadSet threads)
    {
        int source = threads[0].Source;
        for (int i = 0; i < threads.Count; i++)
        {
            if (threads[i].Source != source || (uint)source >= (uint)threads.Count)
                throw threads.Fault(i, $"it asks for the value of thread {threads[i].Source} of the group, and thread 0 for that of {source}. All must name the same thread of the group's {threads.Count}.");
        }
        byte* value = stackalloc byte[threads[source].Size];
        threads[source].CopyValueTo(value);
        for (int i = 0; i < threads.Count; i++)
            threads[i].CopyValueFrom(value);
    }
}
