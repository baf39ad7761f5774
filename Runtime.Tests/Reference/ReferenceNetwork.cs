using NetArch.Dsl.Model;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>What a sample should become: a class (cross-entropy), or a vector.</summary>
internal readonly record struct ReferenceTarget(int Class, double[] Values);

/// <summary>A network in double precision, one sample at a time, layer by layer, nothing fused.</summary>
internal sealed class ReferenceNetwork
{
    private readonly Model.Network network;
    private readonly Layer[] layers;
    private readonly ReferenceLayer[] references;

    public ReferenceNetwork(Model.Network network, TensorTable parameters)
    {
        this.network = network;
        Parameters = parameters;
        layers = [.. network.Layers.Leaves()];
        references = [.. layers.Select(layer => ReferenceLayer.Of(layer, parameters))];
    }

    public TensorTable Parameters { get; }

    /// <summary>The input, and the output of every layer.</summary>
    /// <param name="sample">The sample's index in the data set, for dropout.</param>
    public double[][] Forward(double[] x, int sample = 0, ReferenceDropout? dropout = null)
    {
        var values = new double[layers.Length + 1][];
        values[0] = x;
        for (int i = 0; i < layers.Length; i++)
        {
            values[i + 1] = references[i].Forward(values[i]);
            if (MaskOf(i, sample, dropout) is { } mask) values[i + 1] = Product(values[i + 1], mask);
        }

        return values;
    }

    /// <summary>One sample's part of the loss: -log p, the mean binary cross-entropy of its outputs, or the sum of its squared errors.</summary>
    public double Loss(double[] y, ReferenceTarget target) => network.Loss switch
    {
        LossKind.CrossEntropy => -Math.Log(y[target.Class]),
        LossKind.BinaryCrossEntropy => y.Zip(target.Values, (p, t) => -t * Math.Log(p) - (1 - t) * Math.Log(1 - p)).Average(),
        _ => y.Zip(target.Values, (p, t) => (p - t) * (p - t)).Sum(),
    };

    /// <summary>Adds one sample's gradients, and gives the gradient by its input.</summary>
    /// <param name="scale">What the sample's loss counts for: 1 / batch in a mean.</param>
    public double[] Backward(double[] x, ReferenceTarget target, double scale, TensorTable gradients, int sample = 0, ReferenceDropout? dropout = null)
    {
        double[][] values = Forward(x, sample, dropout);
        double[] gradient = LossGradient(values[^1], target, scale);
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            if (MaskOf(i, sample, dropout) is { } mask) gradient = Product(gradient, mask);
            gradient = references[i].Backward(values[i], values[i + 1], gradient, gradients);
        }

        return gradient;
    }

    private double[] LossGradient(double[] y, ReferenceTarget target, double scale) => network.Loss switch
    {
        LossKind.CrossEntropy => [.. y.Select((p, i) => i == target.Class ? -scale / p : 0)],
        LossKind.BinaryCrossEntropy => [.. y.Zip(target.Values, (p, t) => scale * (p - t) / (p * (1 - p)) / y.Length)],
        _ => [.. y.Zip(target.Values, (p, t) => scale * 2 * (p - t))],
    };

    private double[]? MaskOf(int index, int sample, ReferenceDropout? dropout) => dropout is not null && layers[index] is Dropout layer
        ? dropout.Mask(layer, layers.Take(index).OfType<Dropout>().Count(), sample)
        : null;

    private static double[] Product(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x * y)];
}
