using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>What the language checks and the planner cannot lower yet.</summary>
internal sealed class FindUnsupported(RegisterTiling tiling)
{
    public IEnumerable<UnsupportedLayer> In(IEnumerable<Layer> layers) => layers.SelectMany(Of);

    private IEnumerable<UnsupportedLayer> Of(Layer layer) => layer switch
    {
        BlockUse block => In(block.Layers),
        Residual or Concatenation => One(layer),
        BatchNormalisation or LocalResponseNormalisation or Maxout or Dropout { ByChannel: true } => One(layer),
        Activation activation when ActivationFunctions.Of(activation.Kind) is null => One(layer),
        Convolution convolution when !tiling.CanWriteOut(ConvolutionGeometry.Of(convolution)) => One(layer),
        _ => Enumerable.Empty<UnsupportedLayer>(),
    };

    private static IEnumerable<UnsupportedLayer> One(Layer layer)
    {
        yield return new UnsupportedLayer(layer.Name, Word(layer));
    }

    private static string Word(Layer layer) => layer switch
    {
        Residual => "residual",
        Concatenation => "concat",
        BatchNormalisation => "batchnorm",
        LocalResponseNormalisation => "lrn",
        Maxout => "maxout",
        Dropout => "dropout by channel",
        Convolution convolution => $"a convolution with kernel rows as long as those of {convolution.Window.Kernel}",
        Activation activation => activation.Kind.ToString().ToLowerInvariant(),
        _ => layer.GetType().Name,
    };
}
