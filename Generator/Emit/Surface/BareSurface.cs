using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Emit.Surface;

/// <summary>The class of a network with errors: the members that it would have, for code that names them; none of them computes.</summary>
internal static class BareSurface
{
    private static readonly Shape Single = Shape.Vector(1);

    /// <summary>The surface of a network that stands in for the one that cannot be made: its layers' names and kinds, its input and its output.</summary>
    public static NetworkSurface Of(NetworkSketch sketch)
    {
        Layer[] layers = sketch.Layers.Select(LayerOf).ToArray();
        var network = new Network(sketch.Name, sketch.Namespace, sketch.Input, layers.Append(Last(sketch)).ToEquatableArray());
        ParameterPlan[] parameters = sketch.Layers.SelectMany(ParametersOf).ToArray();
        return NetworkSurface.Of(network, [], parameters) with { IsBare = true };
    }

    /// <summary>The sketch of a network that checks and cannot be compiled.</summary>
    public static NetworkSketch SketchOf(Network network) => new(
        network.Name, network.Namespace, network.Input, network.Output, network.Loss,
        network.Layers.Leaves().Select(SketchOf).OfType<LayerSketch>().ToEquatableArray());

    private static LayerSketch? SketchOf(Layer layer) => layer switch
    {
        Convolution convolution => new LayerSketch(layer.Name, "conv", convolution.HasBias),
        FullyConnected connected => new LayerSketch(layer.Name, "fc", connected.HasBias),
        BatchNormalisation => new LayerSketch(layer.Name, "batchnorm", false),
        _ => null,
    };

    private static Layer LayerOf(LayerSketch layer) => layer.Keyword == "batchnorm"
        ? new BatchNormalisation(layer.Name, Single, Single, false, 0.1, 1e-5)
        : new FullyConnected(layer.Name, Single, Single, false, layer.HasBias);

    private static Layer Last(NetworkSketch sketch) => sketch.Loss switch
    {
        LossKind.CrossEntropy => new Softmax("out", sketch.Output, sketch.Output, false),
        LossKind.BinaryCrossEntropy => new Activation("out", sketch.Output, sketch.Output, false, ActivationKind.Sigmoid, 0),
        _ => new Flatten("out", sketch.Output, Shape.Vector(sketch.Output.Count), false),
    };

    private static IEnumerable<ParameterPlan> ParametersOf(LayerSketch layer)
    {
        string[] normalisation = ["Scale", "Shift", "RunningMean", "RunningVariance"], connection = layer.HasBias ? ["Weight", "Bias"] : ["Weight"];
        string[] kinds = layer.Keyword switch
        {
            "batchnorm" => normalisation,
            LayerSketch.Unknown => [.. connection, .. normalisation],
            _ => connection,
        };
        return kinds.Select(kind => new ParameterPlan(layer.Name + "." + kind, layer.Name, kind, new([1]), 1, 1, false, 1, 1, 1, 0, default, 0));
    }
}
