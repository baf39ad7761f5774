namespace NetArch.Generator.Planning;

/// <summary>What the planner must know of an instruction set.</summary>
/// <param name="VectorsPerRow">Vectors that hold the sixteen lanes of one value: 1 with AVX-512, 2 with AVX2, 4 with Neon.</param>
/// <param name="Registers">Vector registers.</param>
public sealed record VectorTarget(int VectorsPerRow, int Registers)
{
    public static readonly VectorTarget Avx512 = new(VectorsPerRow: 1, Registers: 32);

    /// <summary>Samples in a tile.</summary>
    public const int Lanes = 16;

    /// <summary>Tiles that fully connected kernels take together, so that a broadcast weight is used twice.</summary>
    public const int TilesPerPair = 2;

    /// <summary>Accumulation slots at most, however large the batch; the runtime's <c>CpuLayout.MaximumSlots</c>.</summary>
    public const int MaximumSlots = 16;

    /// <summary>Multiply-adds in one method's straight-line code. The JIT compiles 600 well; at 3,000 it stops optimising.</summary>
    public const int MaximumBodySize = 600;

    /// <summary>Accumulators of one value each that fit, beside <paramref name="others"/> live vectors.</summary>
    public int Accumulators(int others) => (Registers - 1 - others * VectorsPerRow) / VectorsPerRow;
}
