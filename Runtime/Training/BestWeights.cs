namespace NetArch;

/// <summary>The weights of the epoch that was best in validation: highest accuracy, then lowest loss, then earliest.</summary>
internal sealed class BestWeights(Network network)
{
    private readonly float[][] values = [.. network.Parameters.Select(parameter => new float[parameter.Count])];
    private EpochResult? best;

    /// <summary>The number of that epoch.</summary>
    public int Epoch => best!.Epoch;

    /// <summary>Copies the network's weights if this epoch is the best yet.</summary>
    public void Offer(EpochResult result)
    {
        if (best is not null && !Beats(result, best)) return;
        best = result;
        for (int i = 0; i < values.Length; i++) network.Engine.ReadParameter(i, values[i]);
    }

    public void Restore()
    {
        for (int i = 0; i < values.Length; i++) network.Engine.WriteParameter(i, values[i]);
    }

    private static bool Beats(EpochResult challenger, EpochResult best) =>
        challenger.ValidationAccuracy == best.ValidationAccuracy
            ? challenger.ValidationLoss < best.ValidationLoss
            : challenger.ValidationAccuracy > best.ValidationAccuracy;
}
