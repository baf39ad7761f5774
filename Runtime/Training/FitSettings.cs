namespace NetArch;

/// <summary>What one call of <c>Fit</c> was given besides data.</summary>
internal sealed record FitSettings(
    Optimizer Optimizer, int Epochs, int Batch, double Validation, Schedule Schedule, ulong Seed, bool KeepBest, Reduction Reduction,
    Augmentation? Augmentation)
{
    /// <exception cref="ArgumentException">A number is outside its range; the message names it.</exception>
    public void Check(SampleShape input)
    {
        Optimizer.Check();
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1, "epochs");
        ArgumentOutOfRangeException.ThrowIfLessThan(Batch, 1, "batch");
        if (!(Validation is >= 0 and < 1))
            throw new ArgumentOutOfRangeException("validation", Validation, "The share kept for validation is at least 0 and less than 1.");
        if (KeepBest && Validation == 0)
            throw new ArgumentException("To keep the best epoch there must be something to choose it by: give validation a share, such as 0.2.", "keepBest");
        Augmentation?.Check(input);
        if (!Enum.IsDefined(Reduction)) throw new ArgumentOutOfRangeException("reduction", Reduction, "The reduction is Mean or Sum.");
    }
}
