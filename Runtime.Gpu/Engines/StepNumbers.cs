namespace NetArch.Gpu;

/// <summary>What a step is computed with besides samples: written into the step block, see <see cref="StepLayout"/>.</summary>
/// <param name="LossScale">What the gradient of one sample's loss is multiplied with.</param>
/// <param name="Optimizer">Null where nothing is trained.</param>
/// <param name="StepsOfOptimizer">Steps that it has taken, this one among them.</param>
internal readonly record struct StepNumbers(ulong Seed, long Step, float LossScale, Optimizer? Optimizer, long StepsOfOptimizer)
{
    /// <summary>Which kernels take the gradients.</summary>
    /// <exception cref="NotSupportedException">There are none for it.</exception>
    public Descent Descent => Optimizer switch
    {
        null => Descent.Store,
        Sgd { Momentum: 0 } => Descent.Sgd,
        Sgd => Descent.Momentum,
        Adam => Descent.Adam,
        _ => throw new NotSupportedException($"The GPU backend has no step for {Optimizer.GetType().Name}; it has Sgd and Adam."),
    };

    /// <param name="rates">Of each parameter; none where nothing is trained.</param>
    /// <param name="targetWidth">Target values of a sample; 0 where it has a class.</param>
    public void Write(Span<int> block, in Batch batch, ReadOnlySpan<float> rates, int parameters, int targetWidth)
    {
        int tiles = MemoryPlan.Tiles(batch.Count);
        block.Clear();
        block[StepLayout.Count] = batch.Count;
        (block[StepLayout.SeedLow], block[StepLayout.SeedHigh]) = ((int)(uint)Seed, (int)(uint)(Seed >> 32));
        block[StepLayout.Step] = (int)(uint)Step;
        Set(block, StepLayout.LossScale, LossScale);
        WriteOptimizer(block);
        WriteSamples(block, batch, tiles);
        Span<int> places = block.Slice(StepLayout.Rates(tiles), parameters);
        for (int i = 0; i < places.Length; i++) Set(places, i, i < rates.Length ? rates[i] : -1);
        if (!batch.Targets.IsEmpty) WriteTargets(block[StepLayout.Targets(tiles, parameters)..], batch, targetWidth);
    }

    private void WriteOptimizer(Span<int> block)
    {
        Set(block, StepLayout.WeightDecay, Optimizer?.WeightDecay ?? 0);
        if (Optimizer is Sgd sgd) Set(block, StepLayout.Momentum, sgd.Momentum);
        if (Optimizer is not Adam adam) return;
        Set(block, StepLayout.Beta1, adam.Beta1);
        Set(block, StepLayout.Beta2, adam.Beta2);
        Set(block, StepLayout.Epsilon, adam.Epsilon);
        block[StepLayout.Decoupled] = adam.Decoupled ? 1 : 0;
        Set(block, StepLayout.Correction1, (float)(1 / (1 - Math.Pow(adam.Beta1, StepsOfOptimizer))));
        Set(block, StepLayout.Correction2, (float)(1 / Math.Sqrt(1 - Math.Pow(adam.Beta2, StepsOfOptimizer))));
    }

    /// <summary>Lanes without a sample have index 0 and class -1.</summary>
    private static void WriteSamples(Span<int> block, in Batch batch, int tiles)
    {
        batch.Indices.CopyTo(block[StepLayout.Indices..]);
        Span<int> labels = block.Slice(StepLayout.Labels(tiles), tiles * GpuLayout.Lanes);
        labels.Fill(-1);
        for (int i = 0; i < batch.Count && !batch.Labels.IsEmpty; i++) labels[i] = batch.Labels[batch.Indices[i]];
    }

    private static void WriteTargets(Span<int> block, in Batch batch, int width)
    {
        Span<float> targets = System.Runtime.InteropServices.MemoryMarshal.Cast<int, float>(block);
        for (int i = 0; i < batch.Count; i++) batch.Targets.Slice(batch.Indices[i] * width, width).CopyTo(targets[(i * width)..]);
    }

    private static void Set(Span<int> block, int place, float value) => block[place] = BitConverter.SingleToInt32Bits(value);
}
