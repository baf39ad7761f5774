using NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>y[o] = bias[o] + sum of w[o, i] x[i].</summary>
internal sealed class ReferenceFullyConnected(FullyConnected layer, TensorTable parameters) : ReferenceSampleLayer(layer.Name)
{
    private string Weight => Name + ".weight";

    private string Bias => Name + ".bias";

    protected override double[] Forward(double[] x)
    {
        double[] w = parameters[Weight];
        var y = new double[layer.Outputs];
        for (int o = 0; o < y.Length; o++)
        {
            double sum = layer.HasBias ? parameters[Bias][o] : 0;
            for (int i = 0; i < x.Length; i++) sum += w[o * x.Length + i] * x[i];
            y[o] = sum;
        }

        return y;
    }

    protected override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients)
    {
        double[] w = parameters[Weight], dw = gradients[Weight];
        var dx = new double[x.Length];
        for (int o = 0; o < y.Length; o++)
        {
            if (layer.HasBias) gradients[Bias][o] += dy[o];
            for (int i = 0; i < x.Length; i++)
            {
                dw[o * x.Length + i] += dy[o] * x[i];
                dx[i] += dy[o] * w[o * x.Length + i];
            }
        }

        return dx;
    }
}
