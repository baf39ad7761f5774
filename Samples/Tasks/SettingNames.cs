namespace NetArch.Samples.Tasks;

/// <summary>What <c>--optimizer</c> and <c>--schedule</c> may be, and what they stand for.</summary>
internal static class SettingNames
{
    private const float Momentum = 0.9f;
    private const float WeightDecay = 0.01f;

    public const string DefaultOptimizer = "adam";
    public const string DefaultSchedule = "cosine";

    public static IReadOnlyList<string> Optimizers { get; } = ["adam", "adamw", "sgd", "momentum"];

    public static IReadOnlyList<string> Schedules { get; } = ["constant", "cosine", "step", "warmup"];

    /// <param name="rate">The learning rate; null takes the one that suits the optimiser.</param>
    public static Optimizer Optimizer(string name, float? rate) => name switch
    {
        "adam" => new Adam(rate ?? 2e-3f),
        "adamw" => new Adam(rate ?? 2e-3f, WeightDecay: WeightDecay, Decoupled: true),
        "sgd" => new Sgd(rate ?? 0.1f),
        "momentum" => new Sgd(rate ?? 0.02f, Momentum),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    public static Schedule Schedule(string name) => name switch
    {
        "constant" => NetArch.Schedule.Constant,
        "cosine" => new CosineSchedule(),
        "step" => new StepSchedule(),
        "warmup" => new WarmupSchedule(new CosineSchedule()),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
