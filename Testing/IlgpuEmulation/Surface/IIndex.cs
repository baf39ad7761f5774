namespace ILGPU;

/// <summary>An index that says how many elements an extent of its value holds.</summary>
public interface IIndex
{
    /// <summary>The number of elements.</summary>
    long Size { get; }
}

/// <summary>How many dimensions an index has.</summary>
public enum IndexType
{
    None = 0,
    Index1D = 1,
    Index2D = 2,
    Index3D = 3,
    LongIndex1D = 4,
    LongIndex2D = 5,
    LongIndex3D = 6,
    KernelConfig = 7,
}
