using ILGPU.Runtime;

namespace ILGPU;

/// <summary>A view of memory, whatever its element type.</summary>
public interface IArrayView
{
    /// <summary>The buffer the view lies in.</summary>
    MemoryBuffer Buffer { get; }

    /// <summary>Whether the view has at least one element.</summary>
    bool IsValid { get; }

    /// <summary>The number of elements.</summary>
    long Length { get; }

    /// <summary>The size of an element in bytes.</summary>
    int ElementSize { get; }

    /// <summary>The size of the view in bytes.</summary>
    long LengthInBytes { get; }
}

/// <summary>A view without gaps.</summary>
public interface IContiguousArrayView : IArrayView
{
    /// <summary>The offset in the buffer, in elements.</summary>
    long Index { get; }

    /// <summary>The offset in the buffer, in bytes.</summary>
    long IndexInBytes { get; }

    /// <summary>The same memory as bytes.</summary>
    ArrayView<byte> AsRawArrayView();
}

/// <summary>A view of elements of one type.</summary>
public interface IArrayView<T> : IArrayView
    where T : unmanaged;

/// <summary>A view without gaps of elements of one type.</summary>
public interface IContiguousArrayView<T> : IArrayView<T>, IContiguousArrayView
    where T : unmanaged;

/// <summary>The distance of neighbouring elements of a one-dimensional view.</summary>
public interface IStride1D
{
    int XStride { get; }
}

/// <summary>The strides of one-dimensional views.</summary>
public static class Stride1D
{
    /// <summary>Elements lie side by side.</summary>
    public readonly struct Dense : IStride1D
    {
        public int XStride => 1;
    }
}
