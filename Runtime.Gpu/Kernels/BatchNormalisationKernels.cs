using ILGPU;

namespace NetArch.Gpu;

/// <summary>Sizes of what is normalised.</summary>
/// <param name="Adds">1 where there is an addend.</param>
internal readonly record struct NormalisationTask(int Channels, int Plane, int TileStride, int StatisticsStride, int Adds);

/// <summary>A channel's values by its own numbers; see <see cref="Grids.OfPlanes"/> for the grid.</summary>
internal static class BatchNormalisationKernels
{
    /// <summary>y = f((z - mean) scale / deviation + shift + addend).</summary>
    public static void Apply<TActivation>(
        ArrayView<Float4> z, ArrayView<float> statistics, ArrayView<Float4> addend, ArrayView<Float4> y, NormalisationTask task)
        where TActivation : struct, IGpuActivation
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY * Group.DimX + Group.IdxX;
        if (channel >= task.Channels | i >= task.Plane) return;
        long at = (long)Grid.IdxZ * task.TileStride + channel * task.Plane + i;
        Float4 value = z[at], added = default;
        if (task.Adds != 0) added = addend[at];
        float mean = statistics[channel], factor = statistics[2 * task.StatisticsStride + channel], shift = statistics[3 * task.StatisticsStride + channel];
        Float4 centred = Vectors.Add(value, Vectors.Same(-mean));
        y[at] = Vectors.Apply<TActivation>(Vectors.Add(Vectors.MultiplyAdd(centred, factor, Vectors.Same(shift)), added));
    }

    /// <summary>y = f((z - mean) scale + shift + addend).</summary>
    public static void ApplyFolded<TActivation>(
        ArrayView<Float4> z, ArrayView<float> mean, ArrayView<float> scale, ArrayView<float> shift, ArrayView<Float4> addend, ArrayView<Float4> y,
        NormalisationTask task)
        where TActivation : struct, IGpuActivation
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY * Group.DimX + Group.IdxX;
        if (channel >= task.Channels | i >= task.Plane) return;
        long at = (long)Grid.IdxZ * task.TileStride + channel * task.Plane + i;
        Float4 value = z[at], added = default;
        if (task.Adds != 0) added = addend[at];
        Float4 centred = Vectors.Add(value, Vectors.Same(-mean[channel]));
        Float4 normalised = Vectors.MultiplyAdd(centred, scale[channel], Vectors.Same(shift[channel]));
        y[at] = Vectors.Apply<TActivation>(Vectors.Add(normalised, added));
    }

    /// <summary>dz = (A g + B (z - mean) + C) f'(z), and zero in lanes without a sample; dz may be g.</summary>
    public static void Backward<TActivation>(
        ArrayView<Float4> g, ArrayView<Float4> z, ArrayView<float> coefficients, ArrayView<Float4> dz, ArrayView<int> step,
        NormalisationTask task)
        where TActivation : struct, IGpuActivation
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY * Group.DimX + Group.IdxX;
        if (channel >= task.Channels | i >= task.Plane) return;
        long at = (long)Grid.IdxZ * task.TileStride + channel * task.Plane + i;
        Float4 gradient = g[at], value = z[at];
        float a = coefficients[channel], mean = coefficients[3 * task.StatisticsStride + channel];
        float b = coefficients[task.StatisticsStride + channel], c = coefficients[2 * task.StatisticsStride + channel];
        Float4 centred = Vectors.Add(value, Vectors.Same(-mean));
        Float4 d = Vectors.MultiplyAdd(gradient, a, Vectors.MultiplyAdd(centred, b, Vectors.Same(c)));
        int valid = step[StepLayout.Count] - Grid.IdxZ * GpuLayout.Lanes - (Group.IdxX & (Grids.VectorsOfValue - 1)) * 4;
        dz[at] = Vectors.First(Vectors.Through<TActivation>(d, value), valid);
    }

    /// <summary>dz = scale g f'(z); dz may be g.</summary>
    public static void BackwardFolded<TActivation>(
        ArrayView<Float4> g, ArrayView<float> scale, ArrayView<Float4> z, ArrayView<Float4> dz, NormalisationTask task)
        where TActivation : struct, IGpuActivation
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY * Group.DimX + Group.IdxX;
        if (channel >= task.Channels | i >= task.Plane) return;
        long at = (long)Grid.IdxZ * task.TileStride + channel * task.Plane + i;
        Float4 value = default;
        if (!TActivation.IsIdentity) value = z[at];
        dz[at] = Vectors.Through<TActivation>(Vectors.Multiply(g[at], scale[channel]), value);
    }
}
