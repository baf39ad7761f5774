using NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>The maximum of each window, or its average as PyTorch takes it: padding counts, what a <c>ceil</c> window has beyond it does not.</summary>
internal sealed class ReferencePooling(Pooling layer) : ReferenceSampleLayer(layer.Name)
{
    protected override double[] Forward(double[] x)
    {
        var y = new double[layer.Output.Count];
        ForEachWindow((output, inputs, size) =>
            y[output] = layer.Kind == PoolingKind.Maximum ? inputs.Max(input => x[input]) : inputs.Sum(input => x[input]) / size);
        return y;
    }

    protected override double[] Backward(double[] x, double[] y, double[] dy, TensorTable gradients)
    {
        var dx = new double[x.Length];
        ForEachWindow((output, inputs, size) =>
        {
            if (layer.Kind == PoolingKind.Maximum)
            {
                // Of equals the first gets the gradient.
                dx[inputs.MaxBy(input => x[input])] += dy[output];
                return;
            }

            foreach (int input in inputs) dx[input] += dy[output] / size;
        });
        return dx;
    }

    /// <summary>Calls with each output, the inputs of its window, and what an average divides by.</summary>
    private void ForEachWindow(Action<int, List<int>, int> visit)
    {
        (Shape image, Shape output, Window window) = (layer.Input, layer.Output, layer.Window);
        for (int c = 0; c < image.Channels; c++)
        for (int oy = 0; oy < output.Height; oy++)
        for (int ox = 0; ox < output.Width; ox++)
        {
            int top = oy * window.Stride.Height - window.Padding.Height, left = ox * window.Stride.Width - window.Padding.Width;
            int bottom = Math.Min(top + window.Kernel.Height, image.Height + window.Padding.Height);
            int right = Math.Min(left + window.Kernel.Width, image.Width + window.Padding.Width);
            var inputs = new List<int>();
            for (int iy = Math.Max(top, 0); iy < Math.Min(bottom, image.Height); iy++)
            for (int ix = Math.Max(left, 0); ix < Math.Min(right, image.Width); ix++)
                inputs.Add((c * image.Height + iy) * image.Width + ix);
            visit((c * output.Height + oy) * output.Width + ox, inputs, (bottom - top) * (right - left));
        }
    }
}
