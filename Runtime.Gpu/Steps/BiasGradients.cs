using ILGPU;
using ILGPU.Runtime;

namespace NetArch.Gpu;

/// <summary>What a bias is told by the gradients of what it was added to.</summary>
public static class BiasGradients
{
    /// <summary>Sums over samples and positions, in the parts of <see cref="GpuFrame.SplitOf"/>.</summary>
    /// <param name="positions">Height times width.</param>
    /// <param name="height">Rows, which parts may divide.</param>
    public static void Add(GpuFrame frame, int gradient, int parameter, int filters, int positions, int height)
    {
        GradientSplit split = frame.SplitOf(parameter);
        int row = positions / height * Grids.VectorsOfValue, plane = positions * Grids.VectorsOfValue;
        int perPart = split.RowParts == 1 ? plane : split.RowsPerPart * row;
        BiasTask task = new(
            filters, plane, perPart, frame.Tiles, split.TilesPerPart, split.RowParts, frame.PlaceOf(parameter).Floats, frame.VectorStride());
        int threads = Math.Min(perPart, Grids.Threads);
        int tiles = Math.Min(split.TilesPerPart, Grids.Threads / threads);
        int together = Math.Min(filters, Grids.Threads / (threads * tiles));
        KernelConfig config = new(
            new Index3D(Grids.Ceiling(filters, together), split.RowParts, split.TileParts), new Index3D(threads, tiles, together));
        frame.Launch(BiasGradientKernels.Add, config, frame.VectorsAt(gradient), frame.Gradient(parameter), frame.Step, task);
    }
}
