using NetArch.Dsl.Model;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>A network in double precision, a batch at a time, layer by layer, nothing fused.</summary>
internal sealed class ReferenceNetwork(Model.Network network, TensorTable parameters)
{
    private readonly ReferenceSequence layers = new(network.Name, network.Layers, parameters);

    public TensorTable Parameters => parameters;

    /// <summary>The pass, which knows what every layer made of the batch.</summary>
    public ReferencePass Forward(ReferenceBatch batch, ReferenceMode mode)
    {
        var pass = new ReferencePass(mode, batch);
        layers.Run(batch.Inputs, pass);
        return pass;
    }

    /// <summary>What the network made of each sample.</summary>
    public double[][] Outputs(ReferencePass pass) => pass.OutputOf(layers);

    /// <summary>The batch's loss.</summary>
    /// <param name="scale">What a sample's loss counts for: 1 / batch in a mean.</param>
    public double Loss(ReferencePass pass, double scale) =>
        scale * Outputs(pass).Zip(pass.Batch.Targets, SampleLoss).Sum();

    /// <summary>Adds the batch's gradients, and gives the gradient by its inputs.</summary>
    /// <param name="scale">What a sample's loss counts for: 1 / batch in a mean.</param>
    public double[][] Backward(ReferencePass pass, double scale, TensorTable gradients)
    {
        double[][] dy = [.. Outputs(pass).Zip(pass.Batch.Targets, (y, target) => LossGradient(y, target, scale))];
        return layers.Differentiate(dy, pass, gradients);
    }

    /// <summary>-log p, the mean binary cross-entropy of the outputs, or the sum of their squared errors.</summary>
    private double SampleLoss(double[] y, ReferenceTarget target) => network.Loss switch
    {
        LossKind.CrossEntropy => -Math.Log(y[target.Class]),
        LossKind.BinaryCrossEntropy => y.Zip(target.Values, (p, t) => -t * Math.Log(p) - (1 - t) * Math.Log(1 - p)).Average(),
        _ => y.Zip(target.Values, (p, t) => (p - t) * (p - t)).Sum(),
    };

    private double[] LossGradient(double[] y, ReferenceTarget target, double scale) => network.Loss switch
    {
        LossKind.CrossEntropy => [.. y.Select((p, i) => i == target.Class ? -scale / p : 0)],
        LossKind.BinaryCrossEntropy => [.. y.Zip(target.Values, (p, t) => scale * (p - t) / (p * (1 - p)) / y.Length)],
        _ => [.. y.Zip(target.Values, (p, t) => scale * 2 * (p - t))],
    };
}
