using NetArch.Dsl.Model;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>y = f(x), with f' by x itself. At a kink the slope is the one on the left, as in PyTorch.</summary>
internal sealed class ReferenceActivation(Activation layer) : ReferenceSampleLayer(layer.Name)
{
    protected override double[] Forward(double[] x) => [.. x.Select(Value)];

    protected override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients) =>
        [.. x.Zip(dy, (value, gradient) => gradient * Slope(value))];

    private double Value(double x) => layer.Kind switch
    {
        ActivationKind.Relu => Math.Max(0, x),
        ActivationKind.Relu6 => Math.Min(Math.Max(0, x), 6),
        ActivationKind.LeakyRelu => x > 0 ? x : layer.Parameter * x,
        ActivationKind.Elu => x > 0 ? x : layer.Parameter * (Math.Exp(x) - 1),
        ActivationKind.Sigmoid => Sigmoid(x),
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.Swish => x * Sigmoid(x),
        ActivationKind.Negate => -x,
        ActivationKind.Complement => 1 - x,
        _ => throw new NotSupportedException($"No reference for {layer.Kind}."),
    };

    private double Slope(double x) => layer.Kind switch
    {
        ActivationKind.Relu => x > 0 ? 1 : 0,
        ActivationKind.Relu6 => x is > 0 and < 6 ? 1 : 0,
        ActivationKind.LeakyRelu => x > 0 ? 1 : layer.Parameter,
        ActivationKind.Elu => x > 0 ? 1 : layer.Parameter * Math.Exp(x),
        ActivationKind.Sigmoid => Sigmoid(x) * (1 - Sigmoid(x)),
        ActivationKind.Tanh => 1 - Math.Tanh(x) * Math.Tanh(x),
        ActivationKind.Swish => Sigmoid(x) * (1 + x * (1 - Sigmoid(x))),
        ActivationKind.Negate or ActivationKind.Complement => -1,
        _ => throw new NotSupportedException($"No reference for {layer.Kind}."),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

/// <summary>p[i] = e^x[i] / sum e^x; dp[i]/dx[k] = p[i] ([i = k] - p[k]).</summary>
internal sealed class ReferenceSoftmax(string name) : ReferenceSampleLayer(name)
{
    protected override double[] Forward(double[] x)
    {
        double largest = x.Max();
        double sum = x.Sum(value => Math.Exp(value - largest));
        return [.. x.Select(value => Math.Exp(value - largest) / sum)];
    }

    protected override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients)
    {
        double mean = y.Zip(dy, (p, gradient) => p * gradient).Sum();
        return [.. y.Zip(dy, (p, gradient) => p * (gradient - mean))];
    }
}

/// <summary>y[c] = the largest of x[c P .. c P + P - 1], position by position; of equals the first gets the gradient.</summary>
internal sealed class ReferenceMaxout(Model.Maxout layer) : ReferenceSampleLayer(layer.Name)
{
    protected override double[] Forward(double[] x) => [.. Enumerable.Range(0, layer.Output.Count).Select(i => x[Largest(x, i)])];

    protected override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients)
    {
        var dx = new double[x.Length];
        for (int i = 0; i < dy.Length; i++) dx[Largest(x, i)] += dy[i];
        return dx;
    }

    /// <summary>Which input an output is.</summary>
    private int Largest(double[] x, int output)
    {
        int positions = layer.Output.Positions, channel = output / positions, position = output % positions;
        return Enumerable.Range(channel * layer.Pieces, layer.Pieces).Select(c => c * positions + position).MaxBy(i => x[i]);
    }
}
