namespace NetArch.IlgpuEmulation.Execution;

/// <summary>What the lanes of a warp do together: each gets its result as its value.</summary>
internal static unsafe class WarpCollectives
{
    public static void Complete(ThreadSet lanes)
    {
        if (lanes[0].Kind == CollectiveKind.Ptx)
            PtxProgram.Of(lanes[0].Program).Execute(lanes);
        else if (lanes[0].Kind != CollectiveKind.WarpBarrier)
            Shuffle(lanes);
    }

    private static void Shuffle(ThreadSet lanes)
    {
        int size = lanes[0].Size;
        byte* brought = stackalloc byte[lanes.Count * size];
        for (int lane = 0; lane < lanes.Count; lane++)
            lanes[lane].CopyValueTo(brought + lane * size);
        for (int lane = 0; lane < lanes.Count; lane++)
            lanes[lane].CopyValueFrom(brought + Source(lanes, lane) * size);
    }

    /// <summary>The lane whose value a lane gets: within its segment of <c>Width</c> lanes, itself if the other is outside.</summary>
    private static int Source(ThreadSet lanes, int lane)
    {
        ref CollectiveRequest request = ref lanes[lane];
        int width = request.Width;
        if (width < 1 || width > lanes.Launch.WarpSize || (width & (width - 1)) != 0)
            throw lanes.Fault(lane, $"a shuffle has the width {width}, which is no power of two up to the warp's {lanes.Launch.WarpSize} lanes.");
        int segment = lane / width * width;
        int within = lane - segment;
        int source = request.Kind switch
        {
            CollectiveKind.ShuffleDown => within + request.Source,
            CollectiveKind.ShuffleUp => within - request.Source,
            CollectiveKind.ShuffleXor => within ^ request.Source,
            _ => request.Source - segment,
        };
        bool inside = source >= 0 && source < width;
        if (!inside && request.Kind == CollectiveKind.Shuffle)
            throw lanes.Fault(lane, $"a shuffle asks for lane {request.Source}, outside the lanes {segment}..{segment + width - 1} that lane {lane} can ask. Devices do not agree on what it gets.");
        if (inside && segment + source >= lanes.Count)
            throw lanes.Fault(lane, $"a shuffle asks for lane {segment + source}, but the group ends with lane {lanes.Count - 1} of this warp. Make the group a multiple of {lanes.Launch.WarpSize} threads.");
        return inside ? segment + source : lane;
    }
}
