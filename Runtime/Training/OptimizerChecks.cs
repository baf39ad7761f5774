namespace NetArch;

/// <summary>What an optimiser's numbers must satisfy; PyTorch's bounds.</summary>
internal static class OptimizerChecks
{
    /// <exception cref="ArgumentException">A number is outside its range; the message names it.</exception>
    public static void Check(this Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        NotNegative(optimizer, optimizer.Rate, nameof(optimizer.Rate));
        NotNegative(optimizer, optimizer.WeightDecay, nameof(optimizer.WeightDecay));
        switch (optimizer)
        {
            case Sgd sgd:
                Share(sgd, sgd.Momentum, nameof(sgd.Momentum));
                break;
            case Adam adam:
                Share(adam, adam.Beta1, nameof(adam.Beta1));
                Share(adam, adam.Beta2, nameof(adam.Beta2));
                NotNegative(adam, adam.Epsilon, nameof(adam.Epsilon));
                break;
            default:
                throw new ArgumentException($"The optimiser is an Sgd or an Adam; {optimizer.GetType().Name} is neither.", nameof(optimizer));
        }
    }

    private static void NotNegative(Optimizer optimizer, float value, string name) =>
        Require(float.IsFinite(value) && value >= 0, optimizer, value, name, "a finite number, 0 or more");

    private static void Share(Optimizer optimizer, float value, string name) =>
        Require(value is >= 0 and < 1, optimizer, value, name, "at least 0 and less than 1");

    private static void Require(bool holds, Optimizer optimizer, float value, string name, string range)
    {
        if (holds) return;
        throw new ArgumentOutOfRangeException(
            name, value, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The {name} of {optimizer.GetType().Name} is {range}."));
    }
}
