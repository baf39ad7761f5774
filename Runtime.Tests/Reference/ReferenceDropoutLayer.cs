using NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>y = x times the mask of its sample where the pass drops values, else y = x.</summary>
internal sealed class ReferenceDropoutLayer(Dropout layer) : ReferenceLayer(layer.Name)
{
    protected override double[][] Forward(double[][] x, ReferencePass pass) => Masked(x, pass);

    protected override double[][] Backward(double[][] x, double[][] y, double[][] dy, ReferencePass pass, TensorTable gradients) => Masked(dy, pass);

    private double[][] Masked(double[][] values, ReferencePass pass)
    {
        int ordinal = pass.OrdinalOf(this);
        return [.. values.Select((sample, i) => pass.Mode.Dropout?.Mask(layer, ordinal, pass.Batch.Samples[i]) is { } mask
            ? [.. sample.Zip(mask, (value, factor) => value * factor)]
            : (double[])[.. sample])];
    }
}
