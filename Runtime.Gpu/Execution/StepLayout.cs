namespace NetArch.Gpu;

/// <summary>Where everything that changes from step to step lies in the step block, in ints; floats lie there by their bits.</summary>
/// <remarks>One block, so that one small upload precedes the kernels, and these can be captured once as a CUDA graph.</remarks>
public static class StepLayout
{
    public const int Count = 0;

    /// <summary>The key of dropout's random numbers.</summary>
    public const int SeedLow = 1, SeedHigh = 2;

    /// <summary>Steps so far, a part of their counter.</summary>
    public const int Step = 3;

    /// <summary>What the gradient of one sample's loss is multiplied with: 1 / batch for a mean.</summary>
    public const int LossScale = 4;

    /// <summary>The optimiser's numbers, see <see cref="Sgd"/> and <see cref="Adam"/>; the corrections are 1 / (1 - beta1^t) and 1 / sqrt(1 - beta2^t).</summary>
    public const int WeightDecay = 5, Momentum = 6, Beta1 = 7, Beta2 = 8, Epsilon = 9, Decoupled = 10, Correction1 = 11, Correction2 = 12;

    private const int Head = 32;

    /// <summary>Index of each lane's sample in the data set, by <c>tile * 32 + lane</c>.</summary>
    public const int Indices = Head;

    /// <summary>Class of each lane's sample; -1 where there is none.</summary>
    public static int Labels(int tiles) => Head + tiles * GpuLayout.Lanes;

    /// <summary>The learning rate of each parameter tensor; negative where it is frozen.</summary>
    public static int Rates(int tiles) => Head + 2 * tiles * GpuLayout.Lanes;

    /// <summary>Target vectors, one after the other, in the order of the batch.</summary>
    public static int Targets(int tiles, int parameters) => (Rates(tiles) + parameters + 31) / 32 * 32;

    public static int Length(int tiles, int parameters, int targets) => Targets(tiles, parameters) + targets;
}
