using NetArch.IlgpuEmulation.Execution;

namespace ILGPU;

/// <summary>Where the calling thread lies in its group, and what a group does together.</summary>
public static class Group
{
    public static int IdxX => ThreadContext.Current.GroupIndex.X;

    public static int IdxY => ThreadContext.Current.GroupIndex.Y;

    public static int IdxZ => ThreadContext.Current.GroupIndex.Z;

    public static Index3D Index => ThreadContext.Current.GroupIndex;

    public static int DimX => ThreadContext.Current.GroupDimension.X;

    public static int DimY => ThreadContext.Current.GroupDimension.Y;

    public static int DimZ => ThreadContext.Current.GroupDimension.Z;

    public static Index3D Dimension => ThreadContext.Current.GroupDimension;

    /// <summary>The thread's number in its group, x fastest.</summary>
    public static int LinearIndex => ThreadContext.Current.LinearIndex;

    public static bool IsFirstThread => LinearIndex == 0;

    public static bool IsLastThread => LinearIndex == Dimension.Size - 1;

    /// <summary>Waits until every thread of the group is here.</summary>
    [Collective]
    public static void Barrier() => ThreadContext.Current.Request(CollectiveKind.GroupBarrier);

    /// <summary>A barrier that tells how many threads brought true.</summary>
    [Collective]
    public static int BarrierPopCount(bool predicate) => ThreadContext.Current.Request<int>(CollectiveKind.GroupPopCount, predicate ? 1 : 0);

    /// <summary>A barrier that tells whether every thread brought true.</summary>
    [Collective]
    public static bool BarrierAnd(bool predicate) => ThreadContext.Current.Request<int>(CollectiveKind.GroupAnd, predicate ? 1 : 0) != 0;

    /// <summary>A barrier that tells whether any thread brought true.</summary>
    [Collective]
    public static bool BarrierOr(bool predicate) => ThreadContext.Current.Request<int>(CollectiveKind.GroupOr, predicate ? 1 : 0) != 0;

    /// <summary>The value of the thread with the given number in the group, for every thread.</summary>
    [Collective]
    public static T Broadcast<T>(T value, int groupIndex)
        where T : unmanaged => ThreadContext.Current.Request(CollectiveKind.GroupBroadcast, value, groupIndex);
}
