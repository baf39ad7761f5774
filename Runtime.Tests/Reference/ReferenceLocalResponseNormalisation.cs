using NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>y[c] = x[c] / s[c]^beta, s[c] = k + alpha / size * sum of x[j]^2 over j from c - size / 2 to c + (size - 1) / 2, position
/// by position: an even window has one channel more below, as in PyTorch.</summary>
internal sealed class ReferenceLocalResponseNormalisation(LocalResponseNormalisation layer) : ReferenceSampleLayer(layer.Name)
{
    protected override double[] Forward(double[] x) => [.. x.Select((value, i) => value / Math.Pow(Sum(x, i), layer.Beta))];

    protected override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients)
    {
        var dx = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double sum = Sum(x, i);
            dx[i] += dy[i] / Math.Pow(sum, layer.Beta);
            double bySum = -layer.Beta * x[i] / Math.Pow(sum, layer.Beta + 1);
            foreach (int j in Neighbours(i)) dx[j] += dy[i] * bySum * layer.Alpha / layer.Size * 2 * x[j];
        }

        return dx;
    }

    private double Sum(double[] x, int place) => layer.K + layer.Alpha / layer.Size * Neighbours(place).Sum(j => x[j] * x[j]);

    private IEnumerable<int> Neighbours(int place)
    {
        int positions = layer.Input.Positions, channel = place / positions;
        for (int c = channel - layer.Size / 2; c <= channel + (layer.Size - 1) / 2; c++)
        {
            if (c >= 0 && c < layer.Input.Channels) yield return c * positions + place % positions;
        }
    }
}
