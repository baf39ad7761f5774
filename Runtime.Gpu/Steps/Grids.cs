using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>How kernels' threads are laid over a batch, and the views they take.</summary>
/// <remarks>Indices come from the grid, so no kernel divides: groups of up to 256 threads; what is counted in tiles, which are few,
/// goes by the grid's last axis, and what may be large by the first.</remarks>
internal static class Grids
{
    public const int Threads = 256;

    /// <summary>Threads that hold a value's lanes, four each.</summary>
    public const int VectorsOfValue = GpuLayout.Lanes / 4;

    public static int Ceiling(int count, int size) => (count + size - 1) / size;

    /// <summary>A thread for every four lanes of <paramref name="count"/> values: x over them, y over tiles.</summary>
    public static KernelConfig OfValues(GpuFrame frame, int count)
    {
        int vectors = count * VectorsOfValue, chunks = Ceiling(vectors, Threads);
        int threads = Ceiling(Ceiling(vectors, chunks), GpuLayout.Lanes) * GpuLayout.Lanes;
        return new(new Index3D(chunks, frame.Tiles, 1), new Index3D(threads, 1, 1));
    }

    /// <summary>A thread for every four lanes of every position. Group: x within a plane, y over planes; grid: x over planes, y within a plane, z over tiles.</summary>
    public static KernelConfig OfPlanes(GpuFrame frame, int planes, int positions)
    {
        int vectors = positions * VectorsOfValue, chunks = Ceiling(vectors, Threads);
        int threads = Ceiling(Ceiling(vectors, chunks), VectorsOfValue) * VectorsOfValue;
        int height = Math.Min(planes, Threads / threads);
        return new(new Index3D(Ceiling(planes, height), chunks, frame.Tiles), new Index3D(threads, height, 1));
    }

    /// <summary>A thread for every four lanes along a row of columns. Group: x within a row, y over planes; grid: x over planes, y over rows, z over tiles.</summary>
    public static KernelConfig OfRows(GpuFrame frame, int planes, int rows, int columns)
    {
        int chunks = Ceiling(columns * VectorsOfValue, Threads);
        int threads = Ceiling(columns, chunks) * VectorsOfValue;
        int height = Math.Min(planes, Threads / threads);
        return new(new Index3D(Ceiling(planes, height), rows, frame.Tiles), new Index3D(threads, height, 1));
    }

    /// <summary>A buffer, four lanes at a time.</summary>
    public static ArrayView<Float4> VectorsAt(this GpuFrame frame, int offset) => frame.At(offset).Cast<Float4>();

    /// <summary>Vectors from one tile to the next.</summary>
    public static int VectorStride(this GpuFrame frame) => frame.TileStride / 4;
}
