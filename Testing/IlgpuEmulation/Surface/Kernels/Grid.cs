using NetArch.IlgpuEmulation.Execution;

namespace ILGPU;

/// <summary>Where the calling thread's group lies in the grid.</summary>
public static class Grid
{
    public static int IdxX => ThreadContext.Current.GridIndex.X;

    public static int IdxY => ThreadContext.Current.GridIndex.Y;

    public static int IdxZ => ThreadContext.Current.GridIndex.Z;

    public static Index3D Index => ThreadContext.Current.GridIndex;

    public static int DimX => ThreadContext.Current.GridDimension.X;

    public static int DimY => ThreadContext.Current.GridDimension.Y;

    public static int DimZ => ThreadContext.Current.GridDimension.Z;

    public static Index3D Dimension => ThreadContext.Current.GridDimension;

    /// <summary>The group's number, x fastest.</summary>
    public static int LinearIndex
    {
        get
        {
            ThreadContext context = ThreadContext.Current;
            return (context.GridIndex.Z * context.GridDimension.Y + context.GridIndex.Y) * context.GridDimension.X + context.GridIndex.X;
        }
    }

    /// <summary>The thread's position in the whole grid.</summary>
    public static Index3D GlobalIndex => ComputeGlobalIndex(Index, Group.Index);

    /// <summary>The thread's number: groups in their order, x fastest, threads of a group side by side.</summary>
    public static int GlobalLinearIndex => LinearIndex * Group.Dimension.Size + Group.LinearIndex;

    public static Index1D ComputeGlobalIndex(Index1D gridIdx, Index1D groupIdx) => gridIdx * Group.DimX + groupIdx;

    public static Index2D ComputeGlobalIndex(Index2D gridIdx, Index2D groupIdx) =>
        gridIdx * new Index2D(Group.DimX, Group.DimY) + groupIdx;

    public static Index3D ComputeGlobalIndex(Index3D gridIdx, Index3D groupIdx) => gridIdx * Group.Dimension + groupIdx;
}
