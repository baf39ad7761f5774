namespace NetArch;

/// <summary>All that generated code sees of a running step. One for each thread; they differ in arena and scratch alone.</summary>
public unsafe struct CpuFrame
{
    /// <summary>The parameters, in the layout of <see cref="CpuLayout.Parameters"/>.</summary>
    public float* Weights;

    /// <summary>What folding made of them, and zeros.</summary>
    public float* Folded;

    /// <summary>Slots, one after the other.</summary>
    public float* Gradients;

    /// <summary>This thread's own tiles.</summary>
    public float* Arena;

    /// <summary>Tiles of the whole batch, for what outlives a stage.</summary>
    public float* Shared;

    /// <summary>This thread's scratch memory.</summary>
    public float* Scratch;

    /// <summary>Samples, one after the other.</summary>
    public float* Values;

    /// <summary>Where in <see cref="Values"/> each sample of the batch lies.</summary>
    public int* Rows;

    /// <summary>Which samples of the data set are in the batch.</summary>
    public int* Indices;

    /// <summary>Samples in the batch.</summary>
    public int Count;

    public int Tiles;

    public int Slots;

    /// <summary>Classes of the data set's samples, or null.</summary>
    public int* Labels;

    /// <summary>Target vectors of the data set's samples, or null.</summary>
    public float* Targets;

    /// <summary>Batch x outputs, or null when nobody asked.</summary>
    public float* Outputs;

    /// <summary>Batch x input values, where input gradients go.</summary>
    public float* InputGradients;

    /// <summary>For each traced layer batch x values.</summary>
    public float** Traces;

    /// <summary>A sum of losses for each tile.</summary>
    public double* Losses;

    /// <summary>Right answers for each tile.</summary>
    public int* Correct;

    /// <summary>What the gradient of one sample's loss is multiplied with: 1 / batch for a mean.</summary>
    public float LossScale;

    /// <summary>The key of dropout's random numbers.</summary>
    public ulong Seed;

    /// <summary>The step, a part of their counter.</summary>
    public long Step;

    /// <summary>Whether dropout drops.</summary>
    public bool Dropout;

    /// <summary>Whether batch normalisation moves its running statistics.</summary>
    public bool UpdatesStatistics;

    /// <summary>Samples of a tile that exist: 16, or fewer in the last one.</summary>
    public readonly int ValidLanes(int tile) => Math.Clamp(Count - tile * CpuLayout.Lanes, 0, CpuLayout.Lanes);

    /// <summary>The first pair of a slot; a slot ends where the next begins.</summary>
    public readonly int FirstPair(int slot) => (int)((long)slot * Pairs / Slots);

    public readonly int Pairs => (Tiles + CpuLayout.TilesPerPair - 1) / CpuLayout.TilesPerPair;

    /// <summary>Tiles of a pair that exist: 2, or 1 in the last one.</summary>
    public readonly int TilesOfPair(int pair) => Math.Min(CpuLayout.TilesPerPair, Tiles - pair * CpuLayout.TilesPerPair);
}
