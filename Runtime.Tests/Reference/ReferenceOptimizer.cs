namespace NetArch.Runtime.Tests.Reference;

/// <summary>One tensor's optimiser, as PyTorch documents <c>SGD</c>, <c>Adam</c> and <c>AdamW</c>, in double precision.</summary>
internal sealed class ReferenceOptimizer(Optimizer optimizer, int count)
{
    private readonly double[] first = new double[count];
    private readonly double[] second = new double[count];
    private int steps;

    /// <summary>The weights after a step.</summary>
    public double[] Step(float[] weights, float[] gradient)
    {
        steps++;
        var next = new double[count];
        for (int i = 0; i < count; i++)
        {
            next[i] = optimizer switch
            {
                Sgd sgd => Descend(sgd, i, weights[i], gradient[i]),
                Adam adam => Adapt(adam, i, weights[i], gradient[i]),
                _ => throw new NotSupportedException($"No reference for {optimizer.GetType().Name}."),
            };
        }

        return next;
    }

    private double Descend(Sgd sgd, int i, double w, double g)
    {
        g += sgd.WeightDecay * w;
        first[i] = steps == 1 ? g : sgd.Momentum * first[i] + g;
        return w - sgd.Rate * first[i];
    }

    private double Adapt(Adam adam, int i, double w, double g)
    {
        if (adam.Decoupled) w -= (double)adam.Rate * adam.WeightDecay * w;
        else g += adam.WeightDecay * w;
        first[i] = adam.Beta1 * first[i] + (1 - (double)adam.Beta1) * g;
        second[i] = adam.Beta2 * second[i] + (1 - (double)adam.Beta2) * g * g;
        double mean = first[i] / (1 - Math.Pow(adam.Beta1, steps));
        double spread = second[i] / (1 - Math.Pow(adam.Beta2, steps));
        return w - adam.Rate * mean / (Math.Sqrt(spread) + adam.Epsilon);
    }
}
