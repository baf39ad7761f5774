using System.Globalization;
using NetArch.Dsl.Model;
using NetArch.Runtime.Tests.Reference;

namespace NetArch.Generator.Tests.Execution;

/// <summary>What a compiled network computed beside what the reference computes, in words where they differ.</summary>
internal sealed class Comparison
{
    /// <summary>How many times the uncertainty an error may be.</summary>
    private const double Doubt = 10;

    private readonly ReferenceRun expected;
    private readonly Dictionary<string, double> uncertainty;

    public Comparison(Network network, RandomSamples samples, int batch, ReferenceMode mode)
    {
        ReferenceBatch inputs = samples.FirstOfReference(batch);
        TensorTable parameters = samples.ReferenceParameters();
        expected = ReferenceRun.Of(network, inputs, parameters, mode);
        uncertainty = expected.Uncertainty(network, inputs, parameters, mode);
    }

    /// <summary>The largest error over the largest value, where it is more than the tolerance and more than rounding explains.</summary>
    public IEnumerable<string> Of(string tensor, float[] found, double tolerance)
    {
        double[] wanted = expected.Tensors[tensor];
        double error = found.Zip(wanted, (a, b) => double.IsFinite(a) ? Math.Abs(a - b) : double.PositiveInfinity).Max();
        double scale = wanted.Max(Math.Abs);
        if (error > Math.Max(tolerance * scale, Doubt * uncertainty[tensor]))
            yield return string.Create(CultureInfo.InvariantCulture, $"{tensor}: off by {error:0.0e0} of {scale:0.0e0}");
    }

    public IEnumerable<string> Loss(double found)
    {
        if (Math.Abs(found - expected.Loss) > 1e-4 * Math.Max(1, Math.Abs(expected.Loss)) + Doubt * uncertainty["outputs"])
            yield return string.Create(CultureInfo.InvariantCulture, $"loss {found} instead of {expected.Loss}");
    }
}
