using NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>One layer on one sample in double precision, written for obviousness alone. Images are channel, row, column.</summary>
internal abstract class ReferenceLayer(string name)
{
    public string Name { get; } = name;

    public abstract double[] Forward(double[] x);

    /// <summary>The gradient by the input; gradients by parameters are added to <paramref name="gradients"/>.</summary>
    public abstract double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients);

    /// <summary>The reference for a layer of the language; a new kind of layer needs one here before it can be tested.</summary>
    public static ReferenceLayer Of(Layer layer, TensorTable parameters) => layer switch
    {
        Convolution convolution => new ReferenceConvolution(convolution, parameters),
        Pooling pooling => new ReferencePooling(pooling),
        FullyConnected connected => new ReferenceFullyConnected(connected, parameters),
        Activation activation => new ReferenceActivation(activation),
        Softmax => new ReferenceSoftmax(layer.Name),
        Flatten => new ReferenceIdentity(layer.Name),
        Dropout => new ReferenceIdentity(layer.Name),
        _ => throw new NotSupportedException($"No reference for {layer.GetType().Name}."),
    };
}

/// <summary>y = x: what flatten is on a flat array, and dropout outside training.</summary>
internal sealed class ReferenceIdentity(string name) : ReferenceLayer(name)
{
    public override double[] Forward(double[] x) => [.. x];

    public override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients) => [.. dy];
}

/// <summary>y = f(x), with f' by x itself.</summary>
internal sealed class ReferenceActivation(Activation layer) : ReferenceLayer(layer.Name)
{
    public override double[] Forward(double[] x) => [.. x.Select(Value)];

    public override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients) =>
        [.. x.Zip(dy, (value, gradient) => gradient * Slope(value))];

    private double Value(double x) => layer.Kind switch
    {
        ActivationKind.Relu => Math.Max(0, x),
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        _ => throw new NotSupportedException($"No reference for {layer.Kind}."),
    };

    private double Slope(double x) => layer.Kind switch
    {
        ActivationKind.Relu => x > 0 ? 1 : 0,
        ActivationKind.Tanh => 1 - Math.Tanh(x) * Math.Tanh(x),
        ActivationKind.Sigmoid => Value(x) * (1 - Value(x)),
        _ => throw new NotSupportedException($"No reference for {layer.Kind}."),
    };
}

/// <summary>p[i] = e^x[i] / sum e^x; dp[i]/dx[k] = p[i] ([i = k] - p[k]).</summary>
internal sealed class ReferenceSoftmax(string name) : ReferenceLayer(name)
{
    public override double[] Forward(double[] x)
    {
        double largest = x.Max();
        double sum = x.Sum(value => Math.Exp(value - largest));
        return [.. x.Select(value => Math.Exp(value - largest) / sum)];
    }

    public override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients)
    {
        double mean = y.Zip(dy, (p, gradient) => p * gradient).Sum();
        return [.. y.Zip(dy, (p, gradient) => p * (gradient - mean))];
    }
}

/// <summary>y[o] = bias[o] + sum of w[o, i] x[i].</summary>
internal sealed class ReferenceFullyConnected(FullyConnected layer, TensorTable parameters) : ReferenceLayer(layer.Name)
{
    private string Weight => Name + ".weight";

    private string Bias => Name + ".bias";

    public override double[] Forward(double[] x)
    {
        double[] w = parameters[Weight];
        var y = new double[layer.Outputs];
        for (int o = 0; o < y.Length; o++)
        {
            double sum = layer.HasBias ? parameters[Bias][o] : 0;
            for (int i = 0; i < x.Length; i++) sum += w[o * x.Length + i] * x[i];
            y[o] = sum;
        }

        return y;
    }

    public override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients)
    {
        double[] w = parameters[Weight], dw = gradients[Weight];
        var dx = new double[x.Length];
        for (int o = 0; o < y.Length; o++)
        {
            if (layer.HasBias) gradients[Bias][o] += dy[o];
            for (int i = 0; i < x.Length; i++)
            {
                dw[o * x.Length + i] += dy[o] * x[i];
                dx[i] += dy[o] * w[o * x.Length + i];
            }
        }

        return dx;
    }
}
