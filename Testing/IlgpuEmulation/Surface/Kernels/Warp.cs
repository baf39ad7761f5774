using NetArch.IlgpuEmulation.Execution;

namespace ILGPU;

/// <summary>Where the calling thread lies in its warp, and what a warp does together.</summary>
public static class Warp
{
    public static int WarpSize => ThreadContext.Current.WarpSize;

    public static int LaneIdx => ThreadContext.Current.LaneIndex;

    public static bool IsFirstLane => LaneIdx == 0;

    public static bool IsLastLane => LaneIdx == WarpSize - 1;

    public static int WarpIdx => ThreadContext.Current.WarpIndex;

    public static int ComputeWarpIdx(Index1D groupThreadIdx) => groupThreadIdx.X / WarpSize;

    public static int ComputeWarpThreadIdx(Index1D groupThreadIdx) => groupThreadIdx.X % WarpSize;

    /// <summary>Waits until every lane of the warp is here.</summary>
    [Collective]
    public static void Barrier() => ThreadContext.Current.Request(CollectiveKind.WarpBarrier);

    /// <summary>The value that <paramref name="sourceLane"/> brought.</summary>
    [Collective]
    public static T Shuffle<T>(T variable, int sourceLane)
        where T : unmanaged => Shuffle(variable, sourceLane, WarpSize);

    /// <summary>The same within segments of <paramref name="width"/> lanes.</summary>
    [Collective]
    public static T Shuffle<T>(T variable, int sourceLane, int width)
        where T : unmanaged => ThreadContext.Current.Request(CollectiveKind.Shuffle, variable, sourceLane, width);

    /// <summary>The value of the lane <paramref name="delta"/> further up; the own value past the end.</summary>
    [Collective]
    public static T ShuffleDown<T>(T variable, int delta)
        where T : unmanaged => ShuffleDown(variable, delta, WarpSize);

    [Collective]
    public static T ShuffleDown<T>(T variable, int delta, int width)
        where T : unmanaged => ThreadContext.Current.Request(CollectiveKind.ShuffleDown, variable, delta, width);

    /// <summary>The value of the lane <paramref name="delta"/> further down; the own value before the start.</summary>
    [Collective]
    public static T ShuffleUp<T>(T variable, int delta)
        where T : unmanaged => ShuffleUp(variable, delta, WarpSize);

    [Collective]
    public static T ShuffleUp<T>(T variable, int delta, int width)
        where T : unmanaged => ThreadContext.Current.Request(CollectiveKind.ShuffleUp, variable, delta, width);

    /// <summary>The value of the lane whose number differs in the bits of <paramref name="mask"/>.</summary>
    [Collective]
    public static T ShuffleXor<T>(T variable, int mask)
        where T : unmanaged => ShuffleXor(variable, mask, WarpSize);

    [Collective]
    public static T ShuffleXor<T>(T variable, int mask, int width)
        where T : unmanaged => ThreadContext.Current.Request(CollectiveKind.ShuffleXor, variable, mask, width);

    /// <summary>The value of one lane, for every lane.</summary>
    [Collective]
    public static T Broadcast<T>(T value, int sourceLane)
        where T : unmanaged => ThreadContext.Current.Request(CollectiveKind.Shuffle, value, sourceLane, WarpSize);
}
