using NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>y[f, oy, ox] = bias[f] + sum over the channels c of f's group and the taps of w[f, c, ky, kx] x[c, iy, ix], with
/// iy = oy stride + ky dilation - padding, and x = 0 outside the image.</summary>
internal sealed class ReferenceConvolution(Convolution layer, TensorTable parameters) : ReferenceSampleLayer(layer.Name)
{
    private string Weight => Name + ".weight";

    private string Bias => Name + ".bias";

    protected override double[] Forward(double[] x)
    {
        double[] w = parameters[Weight];
        var y = new double[layer.Output.Count];
        if (layer.HasBias)
        {
            for (int i = 0; i < y.Length; i++) y[i] = parameters[Bias][i / layer.Output.Positions];
        }

        ForEachProduct((input, output, weight) => y[output] += w[weight] * x[input]);
        return y;
    }

    protected override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients)
    {
        double[] w = parameters[Weight], dw = gradients[Weight];
        var dx = new double[x.Length];
        if (layer.HasBias)
        {
            for (int i = 0; i < dy.Length; i++) gradients[Bias][i / layer.Output.Positions] += dy[i];
        }

        ForEachProduct((input, output, weight) =>
        {
            dw[weight] += dy[output] * x[input];
            dx[input] += dy[output] * w[weight];
        });
        return dx;
    }

    /// <summary>Every triple (input, output, weight), as indices into the flat arrays, whose product belongs to the sum.</summary>
    private void ForEachProduct(Action<int, int, int> product)
    {
        (Shape image, Shape output, Window window) = (layer.Input, layer.Output, layer.Window);
        int channels = layer.ChannelsPerGroup, filtersPerGroup = layer.Filters / layer.Groups;
        for (int f = 0; f < layer.Filters; f++)
        for (int oy = 0; oy < output.Height; oy++)
        for (int ox = 0; ox < output.Width; ox++)
        for (int c = 0; c < channels; c++)
        for (int ky = 0; ky < window.Kernel.Height; ky++)
        for (int kx = 0; kx < window.Kernel.Width; kx++)
        {
            int iy = oy * window.Stride.Height + ky * window.Dilation.Height - window.Padding.Height;
            int ix = ox * window.Stride.Width + kx * window.Dilation.Width - window.Padding.Width;
            if (iy < 0 || iy >= image.Height || ix < 0 || ix >= image.Width) continue;
            int channel = f / filtersPerGroup * channels + c;
            product(
                (channel * image.Height + iy) * image.Width + ix,
                (f * output.Height + oy) * output.Width + ox,
                ((f * channels + c) * window.Kernel.Height + ky) * window.Kernel.Width + kx);
        }
    }
}
