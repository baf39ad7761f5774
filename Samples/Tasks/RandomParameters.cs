namespace NetArch.Samples.Tasks;

/// <summary>Gives what starts at 0 or 1 a random value, so that a comparison sees it: biases, scales, shifts, running statistics.</summary>
/// <remarks>Scales are small beside shifts. Most values then stand well away from 0, where a rectifier turns the last bit of a sum into
/// a gradient or none; a few do not, so that both sides of every rectifier are seen.</remarks>
internal static class RandomParameters
{
    public static void Fill(Network network, ulong seed)
    {
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Description.Kind != ParameterKind.Weight))
        {
            var random = new PhiloxSequence(seed, Philox.Stream(parameter.Name + ".dump"));
            var values = new float[parameter.Count];
            foreach (ref float value in values.AsSpan()) value = Next(parameter.Description.Kind, ref random);
            parameter.CopyFrom(values);
        }
    }

    private static float Next(ParameterKind kind, ref PhiloxSequence random) => kind switch
    {
        ParameterKind.Bias or ParameterKind.RunningMean => random.Next(-0.1f, 0.1f),
        ParameterKind.Scale => random.Next(0.4f, 0.6f),
        ParameterKind.Shift => random.Next(1f, 1.5f) * (random.Next(2) == 0 ? 1 : -1),
        ParameterKind.RunningVariance => random.Next(0.75f, 1.25f),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
