using NetArch.Dsl.Model;
using NetArch.Runtime.Tests.Reference;

namespace NetArch.Generator.Tests.Execution;

/// <summary>What the reference makes of a batch, tensor by tensor, and how sure a computation in single precision can be of it.</summary>
internal sealed class ReferenceRun
{
    /// <summary>Some roundings of single precision, relative.</summary>
    private const double Rounding = 3e-7;
    private const int Rounds = 4;

    private ReferenceRun(double loss, Dictionary<string, double[]> tensors) => (Loss, Tensors) = (loss, tensors);

    public double Loss { get; }

    /// <summary><c>outputs</c>, <c>inputs</c> (gradients by them), and the gradient by each parameter.</summary>
    public Dictionary<string, double[]> Tensors { get; }

    public static ReferenceRun Of(Network network, ReferenceBatch batch, TensorTable parameters, ReferenceMode mode)
    {
        var reference = new ReferenceNetwork(network, parameters);
        double scale = Scale(network, batch.Count);
        ReferencePass pass = reference.Forward(batch, mode);
        TensorTable gradients = parameters.Zeros();
        double[] inputs = [.. reference.Backward(pass, scale, gradients).SelectMany(dx => dx)];
        Dictionary<string, double[]> tensors = gradients.Names.ToDictionary(name => name, name => gradients[name]);
        tensors["outputs"] = [.. reference.Outputs(pass).SelectMany(y => y)];
        tensors["inputs"] = inputs;
        return new ReferenceRun(reference.Loss(pass, scale), tensors);
    }

    /// <summary>How much each tensor changes, at most, when every layer rounds: what single precision alone may do where a batch norm
    /// divides by next to nothing, terms cancel, or a value lies beside a kink.</summary>
    public Dictionary<string, double> Uncertainty(Network network, ReferenceBatch batch, TensorTable parameters, ReferenceMode mode)
    {
        var random = new Random(5);
        Dictionary<string, double> most = Tensors.Keys.ToDictionary(name => name, _ => 0.0);
        for (int round = 0; round < Rounds; round++)
        {
            ReferenceMode rounded = mode with { Rounding = value => value * (1 + Rounding * (2 * random.NextDouble() - 1)) };
            foreach ((string name, double[] tensor) in Of(network, batch, parameters, rounded).Tensors)
                most[name] = Math.Max(most[name], tensor.Zip(Tensors[name], (a, b) => Math.Abs(a - b)).Max());
        }

        return most;
    }

    /// <summary>What one sample's loss counts for in a batch's.</summary>
    private static double Scale(Network network, int batch) => network.Loss == LossKind.SquaredError ? 1.0 / (batch * network.Output.Count) : 1.0 / batch;
}
