using NetArch.Dsl.Model;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>y = scale (x - mean) / sqrt(variance + epsilon) + shift, per channel.</summary>
/// <remarks>In training mean and (biased) variance are the batch's, over samples and positions, and the running ones move towards them
/// by the momentum, the variance by its unbiased estimate. In evaluation they are the running ones. A frozen layer does the same: what
/// it was frozen with are scale and shift.</remarks>
internal sealed class ReferenceBatchNormalisation(Model.BatchNormalisation layer, TensorTable parameters) : ReferenceLayer(layer.Name)
{
    private readonly int positions = layer.Input.Positions;

    private string Scale => Name + ".weight";

    private string Shift => Name + ".bias";

    private string RunningMean => Name + ".running_mean";

    private string RunningVariance => Name + ".running_var";

    protected override double[][] Forward(double[][] x, ReferencePass pass)
    {
        double[][] y = [.. x.Select(sample => new double[sample.Length])];
        for (int c = 0; c < layer.Input.Channels; c++)
        {
            (double mean, double deviation) = StatisticsOf(x, c, pass);
            foreach ((int sample, int place) in PlacesOf(x, c))
                y[sample][place] = parameters[Scale][c] * (x[sample][place] - mean) / deviation + parameters[Shift][c];
        }

        if (pass.Mode.Training) Move(x, pass);
        return y;
    }

    protected override double[][] Backward(double[][] x, double[][] y, double[][] dy, ReferencePass pass, TensorTable gradients)
    {
        double[][] dx = [.. x.Select(sample => new double[sample.Length])];
        for (int c = 0; c < layer.Input.Channels; c++)
        {
            (double mean, double deviation) = StatisticsOf(x, c, pass);
            double scale = parameters[Scale][c], ofShift = 0, ofScale = 0;
            foreach ((int sample, int place) in PlacesOf(x, c))
            {
                ofShift += dy[sample][place];
                ofScale += dy[sample][place] * (x[sample][place] - mean) / deviation;
            }

            gradients[Shift][c] += ofShift;
            gradients[Scale][c] += ofScale;

            // Where mean and variance are the batch's, they move with every x: what dy has along 1 and along x is lost.
            int count = x.Length * positions;
            foreach ((int sample, int place) in PlacesOf(x, c))
            {
                double normalised = (x[sample][place] - mean) / deviation;
                double lost = pass.Mode.Training ? (ofShift + normalised * ofScale) / count : 0;
                dx[sample][place] = scale / deviation * (dy[sample][place] - lost);
            }
        }

        return dx;
    }

    private (double Mean, double Deviation) StatisticsOf(double[][] x, int channel, ReferencePass pass)
    {
        (double mean, double variance) = pass.Mode.Training
            ? Moments(x, channel)
            : (parameters[RunningMean][channel], parameters[RunningVariance][channel]);
        return (mean, Math.Sqrt(variance + layer.Epsilon));
    }

    private void Move(double[][] x, ReferencePass pass)
    {
        double count = x.Length * positions;
        double[] means = [.. parameters[RunningMean]], variances = [.. parameters[RunningVariance]];
        for (int c = 0; c < means.Length; c++)
        {
            (double mean, double variance) = Moments(x, c);
            means[c] += layer.Momentum * (mean - means[c]);
            variances[c] += layer.Momentum * (variance * count / (count - 1) - variances[c]);
        }

        pass.Running[RunningMean] = means;
        pass.Running[RunningVariance] = variances;
    }

    private (double Mean, double Variance) Moments(double[][] x, int channel)
    {
        double[] values = [.. PlacesOf(x, channel).Select(at => x[at.Sample][at.Place])];
        double mean = values.Average();
        return (mean, values.Average(value => (value - mean) * (value - mean)));
    }

    private IEnumerable<(int Sample, int Place)> PlacesOf(double[][] x, int channel) =>
        from sample in Enumerable.Range(0, x.Length)
        from place in Enumerable.Range(channel * positions, positions)
        select (sample, place);
}
