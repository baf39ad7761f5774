namespace NetArch.Gpu;

/// <summary>A run of one parameter tensor's floats, which a group of threads takes an optimiser's step for.</summary>
/// <param name="Offset">Of its first float among the parameters, and in whatever lies as these do.</param>
/// <param name="Count">Its floats.</param>
/// <param name="Gradient">Of its first float in the gradient's first part.</param>
/// <param name="PartFloats">From one part of the gradient to the next.</param>
/// <param name="Parts">Parts of the gradient.</param>
/// <param name="SliceShift">The group's 256 threads are 2^this slices, each of which adds its own share of the parts.</param>
/// <param name="Parameter">The parameter tensor, whose learning rate counts.</param>
internal readonly record struct OptimizerChunk(
    int Offset, int Count, long Gradient, int PartFloats, int Parts, int SliceShift, int Parameter);

/// <summary>All trained parameters of a network, cut into chunks.</summary>
internal static class OptimizerTable
{
    public const int Threads = 256;

    /// <summary>Floats of a chunk that one slice takes: eight for each thread.</summary>
    private const int Floats = 2048;

    /// <summary>Parts that a thread adds one after the other before more slices are worth it.</summary>
    private const int PartsOfSlice = 4;

    private const int MaximumShift = 3;

    /// <param name="gradientOffsets">Of each parameter's gradient, as <see cref="GpuFrame.GradientOffsets"/>.</param>
    public static OptimizerChunk[] Of(GpuLayout layout, IReadOnlyList<GradientSplit> splits, IReadOnlyList<long> gradientOffsets)
    {
        var chunks = new List<OptimizerChunk>();
        for (int i = 0; i < layout.Parameters.Count; i++)
        {
            GpuParameter parameter = layout.Parameters[i];
            if (!parameter.IsTrained) continue;
            int parts = splits[i].Parts, shift = ShiftOf(parts), length = shift == 0 ? Floats : Threads >> shift;
            for (int first = 0; first < parameter.Floats; first += length)
            {
                chunks.Add(new OptimizerChunk(
                    parameter.Offset + first, Math.Min(length, parameter.Floats - first), gradientOffsets[i] + first, parameter.Floats, parts, shift, i));
            }
        }

        return [.. chunks];
    }

    private static int ShiftOf(int parts)
    {
        int shift = 0;
        while (shift < MaximumShift && parts > PartsOfSlice << shift) shift++;
        return shift;
    }
}
