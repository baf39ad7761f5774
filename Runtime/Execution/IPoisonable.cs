namespace NetArch;

/// <summary>An engine whose unused memory a test can fill with NaN.</summary>
internal interface IPoisonable
{
    /// <summary>Fills all memory but the parameters with NaN, now and before each run, so that a test sees whether anything unused is read.</summary>
    void PoisonMemory();
}
