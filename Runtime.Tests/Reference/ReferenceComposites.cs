using NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>Layers one after the other; none at all are the identity.</summary>
internal sealed class ReferenceSequence(string name, IEnumerable<Layer> layers, TensorTable parameters) : ReferenceLayer(name)
{
    private readonly ReferenceLayer[] layers = [.. layers.Select(layer => Of(layer, parameters))];

    protected override double[][] Forward(double[][] x, ReferencePass pass) => layers.Aggregate(x, (value, layer) => layer.Run(value, pass));

    protected override double[][] Backward(double[][] x, double[][] y, double[][] dy, ReferencePass pass, TensorTable gradients) =>
        layers.Reverse().Aggregate(dy, (gradient, layer) => layer.Differentiate(gradient, pass, gradients));
}

/// <summary>y = body(x) + shortcut(x); both gradients come back to x.</summary>
internal sealed class ReferenceResidual(string name, ReferenceLayer body, ReferenceLayer shortcut) : ReferenceLayer(name)
{
    public static ReferenceResidual Of(Residual layer, TensorTable parameters)
    {
        ReferenceLayer shortcut = layer.Kind switch
        {
            ShortcutKind.Pad => new ReferencePadding(layer),
            ShortcutKind.Layers => new ReferenceSequence(layer.Name + " shortcut", layer.Shortcut, parameters),
            _ => new ReferenceIdentity(layer.Name + " shortcut"),
        };
        return new ReferenceResidual(layer.Name, new ReferenceSequence(layer.Name + " body", layer.Body, parameters), shortcut);
    }

    protected override double[][] Forward(double[][] x, ReferencePass pass) => Sum(body.Run(x, pass), shortcut.Run(x, pass));

    protected override double[][] Backward(double[][] x, double[][] y, double[][] dy, ReferencePass pass, TensorTable gradients) =>
        Sum(body.Differentiate(dy, pass, gradients), shortcut.Differentiate(dy, pass, gradients));

    private static double[][] Sum(double[][] a, double[][] b) => [.. a.Zip(b, (x, y) => x.Zip(y, (left, right) => left + right).ToArray())];
}

/// <summary>A padded shortcut: y[c, row, column] = x[c, row s, column s], and zero in the channels that x has not.</summary>
internal sealed class ReferencePadding(Residual layer) : ReferenceSampleLayer(layer.Name + " shortcut")
{
    protected override double[] Forward(double[] x)
    {
        var y = new double[layer.Output.Count];
        ForEachCopy((input, output) => y[output] = x[input]);
        return y;
    }

    protected override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients)
    {
        var dx = new double[x.Length];
        ForEachCopy((input, output) => dx[input] += dy[output]);
        return dx;
    }

    private void ForEachCopy(Action<int, int> copy)
    {
        (Shape from, Shape to, Extent stride) = (layer.Input, layer.Output, layer.ShortcutStride);
        for (int c = 0; c < from.Channels; c++)
        for (int row = 0; row < to.Height; row++)
        for (int column = 0; column < to.Width; column++)
            copy((c * from.Height + row * stride.Height) * from.Width + column * stride.Width, (c * to.Height + row) * to.Width + column);
    }
}

/// <summary>The branches' outputs one after the other, which is by channel; the gradients by x add up.</summary>
internal sealed class ReferenceConcatenation(string name, ReferenceLayer[] branches, int[] counts) : ReferenceLayer(name)
{
    public static ReferenceConcatenation Of(Concatenation layer, TensorTable parameters) => new(
        layer.Name,
        [.. layer.Branches.Select((branch, i) => new ReferenceSequence($"{layer.Name} branch {i + 1}", branch, parameters))],
        [.. layer.Branches.Select(branch => (branch.LastOrDefault()?.Output ?? layer.Input).Count)]);

    protected override double[][] Forward(double[][] x, ReferencePass pass)
    {
        double[][][] outputs = [.. branches.Select(branch => branch.Run(x, pass))];
        return [.. x.Select((_, sample) => outputs.SelectMany(output => output[sample]).ToArray())];
    }

    protected override double[][] Backward(double[][] x, double[][] y, double[][] dy, ReferencePass pass, TensorTable gradients)
    {
        double[][] dx = [.. x.Select(sample => new double[sample.Length])];
        int start = 0;
        for (int branch = 0; branch < branches.Length; branch++)
        {
            double[][] part = [.. dy.Select(sample => sample[start..(start + counts[branch])])];
            double[][] back = branches[branch].Differentiate(part, pass, gradients);
            for (int sample = 0; sample < dx.Length; sample++)
                for (int i = 0; i < dx[sample].Length; i++) dx[sample][i] += back[sample][i];
            start += counts[branch];
        }

        return dx;
    }
}
