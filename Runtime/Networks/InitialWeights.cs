namespace NetArch;

/// <summary>The values a parameter starts with: a function of seed, the parameter's name and the element's place alone.</summary>
internal static class InitialWeights
{
    public static float[] Of(ParameterDescription parameter, NetworkOptions options, ulong seed)
    {
        var values = new float[parameter.Count];
        switch (parameter.Kind)
        {
            case ParameterKind.Weight:
                FillWeights(values, parameter, options, new PhiloxSequence(seed, Philox.Stream(parameter.Name)));
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

    private static void FillWeights(Span<float> values, ParameterDescription parameter, NetworkOptions options, PhiloxSequence random)
    {
        if (options.Initialisation == Initialisation.Normal) FillNormal(values, options.Deviation, random);
        else FillUniform(values, Bound(parameter, options.Initialisation), random);
    }

    private static float Bound(ParameterDescription parameter, Initialisation initialisation) => (float)(initialisation switch
    {
        Initialisation.Xavier => Math.Sqrt(6.0 / ((double)parameter.FanIn + parameter.FanOut)),
        Initialisation.He => Math.Sqrt(6.0 / parameter.FanIn),
        Initialisation.LeCun => Math.Sqrt(3.0 / parameter.FanIn),
        _ => throw new ArgumentOutOfRangeException(nameof(initialisation), initialisation, null),
    });

    private static void FillUniform(Span<float> values, float bound, PhiloxSequence random)
    {
        // 2u - 1 is exact, so only the product rounds, and it rounds alike everywhere.
        foreach (ref float value in values) value = (2 * random.NextUnit() - 1) * bound;
    }

    /// <summary>Two uniform numbers make two normal ones (Box and Muller 1958).</summary>
    private static void FillNormal(Span<float> values, float deviation, PhiloxSequence random)
    {
        for (int i = 0; i < values.Length; i += 2)
        {
            // 1 - u is never 0, whose logarithm there is not.
            double radius = deviation * Math.Sqrt(-2 * Math.Log(1.0 - random.NextUnit()));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * random.NextUnit());
            values[i] = (float)(radius * cosine);
            if (i + 1 < values.Length) values[i + 1] = (float)(radius * sine);
        }
    }
}
