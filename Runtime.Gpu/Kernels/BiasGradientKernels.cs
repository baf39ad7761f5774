using ILGPU;

namespace NetArch.Gpu;

/// <summary>Which part of the batch a bias gradient's part sums: tiles and, within a tile, vectors of a filter's plane.</summary>
/// <param name="Plane">Vectors of a filter in a tile.</param>
/// <param name="PerPart">Those of a part; all of them, or some rows' where a part has one tile.</param>
/// <param name="PartFloats">From one part of the gradient to the next.</param>
internal readonly record struct BiasTask(int Filters, int Plane, int PerPart, int Tiles, int TilesPerPart, int RowParts, int PartFloats, int Stride);

internal static class BiasGradientKernels
{
    /// <summary>The sum over samples and positions, filter by filter. Group: x over vectors of a plane, y over tiles, z over filters; grid: x over
    /// filters, y over parts of a plane, z over parts of the batch.</summary>
    public static void Add(ArrayView<Float4> gradient, ArrayView<float> sums, ArrayView<int> step, BiasTask task)
    {
        int filter = Grid.IdxX * Group.DimZ + Group.IdxZ;
        int first = Grid.IdxZ * task.TilesPerPart + Group.IdxY;
        int end = Math.Min((Grid.IdxZ + 1) * task.TilesPerPart, task.Tiles);
        int from = Grid.IdxY * task.PerPart + Group.IdxX, to = Math.Min((Grid.IdxY + 1) * task.PerPart, task.Plane);
        int lane = (Group.IdxX & (Grids.VectorsOfValue - 1)) * 4, count = step[StepLayout.Count];
        if (filter >= task.Filters) end = 0;
        float sum = 0;
        for (int tile = first; tile < end; tile += Group.DimY)
        {
            ArrayView<Float4> plane = gradient.SubView((long)tile * task.Stride + (long)filter * task.Plane, task.Plane);
            Float4 total = default;
            int apart = Group.DimX;
            for (int i = from; i < to; i += 4 * apart)
            {
                bool second = i + apart < to, third = i + 2 * apart < to, fourth = i + 3 * apart < to;
                Float4 a = plane[i], b = plane[second ? i + apart : i], c = plane[third ? i + 2 * apart : i], d = plane[fourth ? i + 3 * apart : i];
                Float4 none = default, front = Vectors.Add(a, Vectors.Choose(second, b, none));
                total = Vectors.Add(total, Vectors.Add(front, Vectors.Add(Vectors.Choose(third, c, none), Vectors.Choose(fourth, d, none))));
            }

            sum += Vectors.Sum(Vectors.First(total, count - tile * GpuLayout.Lanes - lane));
        }

        SumPair all = GroupSums.Add(new SumPair(sum, 0));
        if (Group.IdxX == 0 & Group.IdxY == 0 & filter < task.Filters)
            sums[(Grid.IdxZ * task.RowParts + Grid.IdxY) * task.PartFloats + filter] = all.A;
    }
}
