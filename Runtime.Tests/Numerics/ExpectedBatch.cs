using NetArch.Runtime.Tests.Reference;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>What the reference says of a batch.</summary>
internal sealed record ExpectedBatch(double[] Outputs, double Loss, double[] InputGradients, TensorTable Gradients)
{
    public static ExpectedBatch Of(
        NetworkUnderTest network, ReferenceNetwork reference, int batch, Reduction reduction, ReferenceDropout? dropout)
    {
        double scale = network.SampleScale(batch, reduction), loss = 0;
        var outputs = new List<double>();
        var inputGradients = new List<double>();
        TensorTable gradients = reference.Parameters.Zeros();
        for (int i = 0; i < batch; i++)
        {
            int sample = network.Samples.IndexOf(i);
            (double[] x, ReferenceTarget target) = (network.Samples.Input(sample), network.Samples.Target(sample));
            double[] y = reference.Forward(x, sample, dropout)[^1];
            outputs.AddRange(y);
            loss += scale * reference.Loss(y, target);
            inputGradients.AddRange(reference.Backward(x, target, scale, gradients, sample, dropout));
        }

        return new ExpectedBatch([.. outputs], loss, [.. inputGradients], gradients);
    }
}
