namespace NetArch.Gpu;

/// <summary>How much memory a network takes on a GPU for a batch: a function of its layout and the batch's size.</summary>
internal sealed class MemoryPlan(GpuLayout layout, NetworkDescription description)
{
    /// <summary>Everything begins at a multiple of so many floats, so that 128-bit loads stay aligned.</summary>
    public const int Alignment = 32;

    /// <summary>How many samples wait or are computed with at the same time.</summary>
    public const int Slots = IOverlappingEngine.MostUnderWay;

    /// <summary>Target values of a sample; 0 where it has a class.</summary>
    public int TargetWidth { get; } = description.Loss == Loss.CrossEntropy ? 0 : description.Outputs;

    /// <summary>All parameters, with as much to spare as a kernel may form addresses behind them.</summary>
    public long ParameterFloats { get; } = layout.ParameterFloats + (long)Math.Max(Alignment, layout.GuardFloats);

    public long FoldedFloats { get; } = layout.FoldedFloats + (long)Math.Max(Alignment, layout.GuardFloats);

    public static int Tiles(int count) => (int)(((long)count + GpuLayout.Lanes - 1) / GpuLayout.Lanes);

    public static int Lanes(int count) => checked(Tiles(count) * GpuLayout.Lanes);

    public long ArenaFloats(int count) => 2L * layout.GuardFloats + (long)Tiles(count) * layout.TileStride;

    public long SampleFloats(int count) => (long)count * description.Input.Count;

    public long OutputFloats(int count) => (long)count * description.Outputs;

    /// <summary>Losses of all lanes, then right answers of all lanes.</summary>
    public static int ResultInts(int count) => checked(2 * Lanes(count));

    public int StepInts(int count) => StepLayout.Length(Tiles(count), layout.Parameters.Count, checked(count * TargetWidth));

    /// <summary>Where the parts of every parameter's gradient lie, and how they are divided.</summary>
    public GradientPlacement PlaceGradients(int tiles)
    {
        var splits = new GradientSplit[layout.Parameters.Count];
        var offsets = new long[splits.Length];
        long end = 0;
        for (int i = 0; i < splits.Length; i++)
        {
            GpuParameter parameter = layout.Parameters[i];
            splits[i] = GradientSplit.Of(parameter, tiles);
            offsets[i] = end;
            if (parameter.IsTrained) end = Align(end + (long)splits[i].Parts * parameter.Floats);
        }

        return new GradientPlacement(splits, offsets, end + Math.Max(Alignment, layout.GuardFloats));
    }

    /// <summary>Bytes that training takes with Adam: weights, two moments, folded weights, gradients, activations, two batches of samples, what
    /// changes from step to step, and results.</summary>
    public long TrainingBytes(int batch)
    {
        long floats = 3 * ParameterFloats + FoldedFloats + PlaceGradients(Tiles(batch)).Floats + ArenaFloats(batch) + Slots * SampleFloats(batch);
        return sizeof(float) * checked(floats + StepInts(batch) + ResultInts(batch));
    }

    /// <summary>The largest batch that can be trained in so much memory; 0 where none can.</summary>
    public int LargestBatch(long bytes)
    {
        const int Most = 1 << 20;
        (int fits, int exceeds) = (0, Most);
        while (exceeds - fits > 1)
        {
            int middle = fits + (exceeds - fits) / 2;
            if (TrainingBytes(middle) <= bytes) fits = middle;
            else exceeds = middle;
        }

        return fits;
    }

    private static long Align(long floats) => (floats + Alignment - 1) / Alignment * Alignment;
}

/// <summary>How gradients are divided.</summary>
/// <param name="Splits">Of each parameter.</param>
/// <param name="Offsets">Of the first part of each parameter's gradient.</param>
/// <param name="Floats">Of all of them.</param>
internal sealed record GradientPlacement(GradientSplit[] Splits, long[] Offsets, long Floats);
