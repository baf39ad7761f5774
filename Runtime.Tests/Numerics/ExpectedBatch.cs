using NetArch.Runtime.Tests.Reference;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>What the reference says of a batch.</summary>
/// <param name="Running">Running statistics after the batch, where it was one of training.</param>
internal sealed record ExpectedBatch(double[] Outputs, double Loss, double[] InputGradients, TensorTable Gradients, TensorTable Running)
{
    public static ExpectedBatch Of(NetworkUnderTest network, int batch, Reduction reduction, ReferenceMode mode)
    {
        ReferenceNetwork reference = network.Reference();
        double scale = network.SampleScale(batch, reduction);
        ReferencePass pass = reference.Forward(network.Samples.FirstOfReference(batch), mode);
        TensorTable gradients = reference.Parameters.Zeros();
        double[][] inputs = reference.Backward(pass, scale, gradients);
        return new ExpectedBatch(
            [.. reference.Outputs(pass).SelectMany(y => y)], reference.Loss(pass, scale), [.. inputs.SelectMany(dx => dx)], gradients, pass.Running);
    }

    /// <summary>The largest gradient by any trained parameter.</summary>
    public double LargestGradient(IEnumerable<Parameter> trained) =>
        trained.SelectMany(parameter => Gradients[parameter.Name]).Select(Math.Abs).DefaultIfEmpty().Max();
}
