namespace NetArch.Samples.Tasks;

/// <summary>Gives what starts at 0 or 1 a random value, so that a comparison sees it: biases, scales, shifts, running statistics.</summary>
internal static class RandomParameters
{
    public static void Fill(Network network, ulong seed)
    {
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Description.Kind != ParameterKind.Weight))
        {
            var random = new PhiloxSequence(seed, Philox.Stream(parameter.Name + ".dump"));
            (float low, float high) = Range(parameter.Description.Kind);
            var values = new float[parameter.Count];
            foreach (ref float value in values.AsSpan()) value = random.Next(low, high);
            parameter.CopyFrom(values);
        }
    }

    private static (float Low, float High) Range(ParameterKind kind) => kind switch
    {
        ParameterKind.Bias or ParameterKind.Shift or ParameterKind.RunningMean => (-0.1f, 0.1f),
        ParameterKind.Scale or ParameterKind.RunningVariance => (0.75f, 1.25f),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
