using NetArch.Dsl.Model;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>One layer on a batch in double precision, written for obviousness alone. A value is an array for each sample; images are
/// channel, row, column.</summary>
internal abstract class ReferenceLayer(string name)
{
    public string Name { get; } = name;

    /// <summary>The layer's output, which the pass remembers for the way back.</summary>
    public double[][] Run(double[][] x, ReferencePass pass)
    {
        double[][] y = pass.Rounded(Forward(x, pass));
        pass.Record(this, x, y);
        return y;
    }

    /// <summary>The gradient by the layer's input in that pass; gradients by parameters are added to <paramref name="gradients"/>.</summary>
    public double[][] Differentiate(double[][] dy, ReferencePass pass, TensorTable gradients) =>
        pass.Rounded(Backward(pass.InputOf(this), pass.OutputOf(this), dy, pass, gradients));

    protected abstract double[][] Forward(double[][] x, ReferencePass pass);

    protected abstract double[][] Backward(double[][] x, double[][] y, double[][] dy, ReferencePass pass, TensorTable gradients);

    /// <summary>The reference for a layer of the language; a new kind of layer needs one here before it can be tested.</summary>
    public static ReferenceLayer Of(Layer layer, TensorTable parameters) => layer switch
    {
        Convolution convolution => new ReferenceConvolution(convolution, parameters),
        Pooling pooling => new ReferencePooling(pooling),
        FullyConnected connected => new ReferenceFullyConnected(connected, parameters),
        Model.BatchNormalisation normalisation => new ReferenceBatchNormalisation(normalisation, parameters),
        LocalResponseNormalisation normalisation => new ReferenceLocalResponseNormalisation(normalisation),
        Activation activation => new ReferenceActivation(activation),
        Model.Maxout maxout => new ReferenceMaxout(maxout),
        Softmax => new ReferenceSoftmax(layer.Name),
        Flatten => new ReferenceIdentity(layer.Name),
        Dropout dropout => new ReferenceDropoutLayer(dropout),
        Residual residual => ReferenceResidual.Of(residual, parameters),
        Concatenation concatenation => ReferenceConcatenation.Of(concatenation, parameters),
        BlockUse block => new ReferenceSequence(block.Name, block.Layers, parameters),
        _ => throw new NotSupportedException($"No reference for {layer.GetType().Name}."),
    };
}

/// <summary>A layer that treats every sample alike and by itself, in training as in evaluation.</summary>
internal abstract class ReferenceSampleLayer(string name) : ReferenceLayer(name)
{
    protected abstract double[] Forward(double[] x);

    /// <summary>The gradient by one sample's input; gradients by parameters are added to <paramref name="gradients"/>.</summary>
    protected abstract double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients);

    protected override double[][] Forward(double[][] x, ReferencePass pass) => [.. x.Select(Forward)];

    protected override double[][] Backward(double[][] x, double[][] y, double[][] dy, ReferencePass pass, TensorTable gradients) =>
        [.. x.Select((sample, i) => Backward(sample, y[i], dy[i], gradients))];
}

/// <summary>y = x: what flatten is on a flat array, and a shortcut with nothing on it.</summary>
internal sealed class ReferenceIdentity(string name) : ReferenceSampleLayer(name)
{
    protected override double[] Forward(double[] x) => [.. x];

    protected override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients) => [.. dy];
}
