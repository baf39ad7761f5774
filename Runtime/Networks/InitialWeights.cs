namespace NetArch;

/// <summary>The values a parameter starts with: a function of seed, the parameter's name and the element's place alone.</summary>
internal static class InitialWeights
{
    public static float[] Of(ParameterDescription parameter, Initialisation initialisation, ulong seed)
    {
        var values = new float[parameter.Count];
        switch (parameter.Kind)
        {
            case ParameterKind.Weight:
                FillUniform(values, Bound(parameter, initialisation), seed, Philox.Stream(parameter.Name));
                break;
            case ParameterKind.Scale or ParameterKind.RunningVariance:
                values.AsSpan().Fill(1);
                break;
            case ParameterKind.Bias or ParameterKind.Shift or ParameterKind.RunningMean:
                break;
            default:
                throw new InvalidOperationException($"{parameter.Name} is of a kind that has no initial value: {parameter.Kind}");
        }

        return values;
    }

    private static float Bound(ParameterDescription parameter, Initialisation initialisation) => (float)(initialisation switch
    {
        Initialisation.Xavier => Math.Sqrt(6.0 / ((double)parameter.FanIn + parameter.FanOut)),
        Initialisation.He => Math.Sqrt(6.0 / parameter.FanIn),
        Initialisation.LeCun => Math.Sqrt(3.0 / parameter.FanIn),
        _ => throw new ArgumentOutOfRangeException(nameof(initialisation), initialisation, null),
    });

    private static void FillUniform(Span<float> values, float bound, ulong seed, ulong stream)
    {
        var random = new PhiloxSequence(seed, stream);
        // 2u - 1 is exact, so only the product rounds, and it rounds alike everywhere.
        foreach (ref float value in values) value = (2 * random.NextUnit() - 1) * bound;
    }
}
