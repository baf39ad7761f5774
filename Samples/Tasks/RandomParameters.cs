namespace NetArch.Samples.Tasks;

/// <summary>Gives what starts at 0 or 1 a random value, so that a comparison sees it: biases, scales, shifts, running statistics.</summary>
/// <remarks>A batch normalisation before a rectifier has scales that are small beside its shifts. Most values then stand well away from
/// 0, where the last bit of a sum decides whether a gradient gets through; a few do not, so that both sides of rectifiers are seen.
/// Behind an activation, the same would leave channels that are hardly ever active for the next normalisation to magnify.</remarks>
internal static class RandomParameters
{
    public static void Fill(Network network, ulong seed)
    {
        foreach (Parameter parameter in network.Parameters.Where(parameter => parameter.Description.Kind != ParameterKind.Weight))
        {
            var random = new PhiloxSequence(seed, Philox.Stream(parameter.Name + ".dump"));
            var values = new float[parameter.Count];
            bool first = FollowsSums(network.Description, parameter.Description.Layer);
            foreach (ref float value in values.AsSpan()) value = Next(parameter.Description.Kind, first, ref random);
            parameter.CopyFrom(values);
        }
    }

    /// <summary>Whether the layer before is a convolution or fully connected.</summary>
    private static bool FollowsSums(NetworkDescription network, string layer) => network.Layers
        .Zip(network.Layers.Skip(1)).Any(pair => pair.Second.Name == layer && pair.First.MultiplyAccumulates > 0);

    private static float Next(ParameterKind kind, bool followsSums, ref PhiloxSequence random) => kind switch
    {
        ParameterKind.Scale when followsSums => random.Next(0.4f, 0.6f),
        ParameterKind.Shift when followsSums => random.Next(1f, 1.5f) * (random.Next(2) == 0 ? 1 : -1),
        ParameterKind.Scale or ParameterKind.RunningVariance => random.Next(0.75f, 1.25f),
        ParameterKind.Bias or ParameterKind.Shift or ParameterKind.RunningMean => random.Next(-0.1f, 0.1f),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
