namespace NetArch;

/// <summary>How learning rates change while training goes on.</summary>
public abstract record Schedule
{
    /// <summary>Always the optimiser's rate.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>What rates are multiplied by.</summary>
    /// <param name="step">Steps taken so far: 0 for the first.</param>
    /// <param name="total">Steps of the whole training, at least 1.</param>
    public abstract float Factor(long step, long total);
}

/// <summary>Always the optimiser's rate.</summary>
public sealed record ConstantSchedule : Schedule
{
    public override float Factor(long step, long total) => 1;
}

/// <summary>The rate falls by a factor at equal distances: gamma ^ floor(progress / every).</summary>
/// <param name="Every">The share of the training between two falls, more than 0.</param>
/// <param name="Gamma">What the rate is multiplied by, more than 0.</param>
public sealed record StepSchedule(double Every = 1.0 / 3, float Gamma = 0.1f) : Schedule
{
    public double Every { get; } = Every > 0 ? Every : throw new ArgumentOutOfRangeException(nameof(Every), Every, "The share of the training between two falls is more than 0.");

    public float Gamma { get; } = Gamma > 0 && float.IsFinite(Gamma) ? Gamma : throw new ArgumentOutOfRangeException(nameof(Gamma), Gamma, "The rate is multiplied by a number above 0.");

    // The small addend keeps a step that lies on a boundary, such as 3 of 9 at a third, from falling short of it by rounding.
    public override float Factor(long step, long total) => (float)Math.Pow(Gamma, Math.Floor((double)step / total / Every + 1e-9));
}

/// <summary>Half a cosine wave from the rate down to a share of it (Loshchilov and Hutter 2017, one cycle).</summary>
/// <param name="Final">The share that is left at the end, 0 to 1.</param>
public sealed record CosineSchedule(float Final = 0) : Schedule
{
    public float Final { get; } = Final is >= 0 and <= 1 ? Final : throw new ArgumentOutOfRangeException(nameof(Final), Final, "The share of the rate at the end is 0 to 1.");

    public override float Factor(long step, long total) => (float)(Final + (1 - Final) * 0.5 * (1 + Math.Cos(Math.PI * step / total)));
}

/// <summary>The rate rises in a straight line over the first steps, then another schedule runs over the rest.</summary>
/// <param name="Share">The share of the training in which the rate rises, at least 0 and less than 1.</param>
public sealed record WarmupSchedule(Schedule Then, double Share = 0.05) : Schedule
{
    public double Share { get; } = Share is >= 0 and < 1 ? Share : throw new ArgumentOutOfRangeException(nameof(Share), Share, "The share of the training that warms up is at least 0 and less than 1.");

    public override float Factor(long step, long total)
    {
        long rising = (long)(Share * total);
        return step < rising ? (step + 1f) / (rising + 1) : Then.Factor(step - rising, total - rising);
    }
}
