using NetArch.Dsl.Model;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Reference;

/// <summary>One tensor of a layer, under the name that it has in a checkpoint.</summary>
/// <param name="Low">Random values for tests lie from here.</param>
/// <param name="High">To here.</param>
/// <param name="Running">A running statistic, which has no gradient.</param>
internal sealed record ReferenceParameter(string Name, int Count, double Low, double High, bool Running)
{
    /// <summary>Every tensor of a network, in the order of its layers.</summary>
    public static IEnumerable<ReferenceParameter> Of(IEnumerable<Layer> layers) => layers.Leaves().SelectMany(Of);

    private static IEnumerable<ReferenceParameter> Of(Layer layer) => layer switch
    {
        Convolution convolution => Weights(layer, (int)layer.Counts.Weights, convolution.Filters, convolution.HasBias),
        FullyConnected connected => Weights(layer, (int)layer.Counts.Weights, connected.Outputs, connected.HasBias),
        Model.BatchNormalisation => Statistics(layer.Name, layer.Input.Channels),
        _ => [],
    };

    private static IEnumerable<ReferenceParameter> Weights(Layer layer, int weights, int outputs, bool hasBias)
    {
        double bound = Math.Sqrt(3.0 * outputs / weights);
        yield return new(layer.Name + ".weight", weights, -bound, bound, Running: false);
        if (hasBias) yield return new(layer.Name + ".bias", outputs, -0.3, 0.3, Running: false);
    }

    private static IEnumerable<ReferenceParameter> Statistics(string name, int channels) =>
    [
        new(name + ".weight", channels, 0.5, 1.5, Running: false),
        new(name + ".bias", channels, -0.3, 0.3, Running: false),
        new(name + ".running_mean", channels, -0.3, 0.3, Running: true),
        new(name + ".running_var", channels, 0.5, 1.5, Running: true),
    ];
}
