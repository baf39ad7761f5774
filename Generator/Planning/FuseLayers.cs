using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Layers that are computed together: a core, and what follows it while its results are hot.</summary>
/// <param name="Core">A convolution, fully connected layer, pooling, activation, dropout or softmax.</param>
/// <param name="Activation">Of the core's result.</param>
/// <param name="Pool">Of the activated result, windows side by side; only after a convolution.</param>
/// <param name="Dropout">Of the activated result, or null.</param>
/// <param name="DropoutOrdinal">Which dropout of the network it is (for a core of dropout as well).</param>
public sealed record FusedLayer(Layer Core, ActivationFunction Activation, Pooling? Pool, Dropout? Dropout, int DropoutOrdinal)
{
    /// <summary>The last of its layers: its output is what leaves.</summary>
    public Layer Last => (Layer?)Dropout ?? (Layer?)Pool ?? ActivationLayer ?? Core;

    public Activation? ActivationLayer { get; init; }

    public Shape Input => Core.Input;

    public Shape Output => Last.Output;

    /// <summary>The probability of the dropout, 0 without.</summary>
    public float DropProbability => (float)(Dropout?.Probability ?? 0);

    public bool HasParameters => Core is Convolution or FullyConnected;
}

/// <summary>The named rules by which neighbouring layers become one.</summary>
internal static class FuseLayers
{
    /// <summary>Fuses a chain of leaf layers. Flatten is a view, and vanishes; a sigmoid at the end belongs to the loss.</summary>
    public static IReadOnlyList<FusedLayer> Apply(IEnumerable<Layer> layers)
    {
        var fused = new List<FusedLayer>();
        int dropouts = 0;
        List<Layer> chain = layers.Where(layer => layer is not Flatten).ToList();
        for (int i = 0; i < chain.Count; i++)
        {
            Layer layer = chain[i];
            FusedLayer? previous = fused.Count == 0 ? null : fused[fused.Count - 1];
            int ordinal = layer is Dropout ? dropouts++ : -1;
            if (layer is Softmax || i == chain.Count - 1 && layer is Activation { Kind: ActivationKind.Sigmoid }) continue;
            if (previous is not null && Join(previous, layer, ordinal) is { } joined) fused[fused.Count - 1] = joined;
            else fused.Add(Alone(layer, ordinal));
        }

        return fused;
    }

    /// <summary>Every layer by itself: what a trace shows.</summary>
    public static IReadOnlyList<FusedLayer> Separate(IEnumerable<Layer> layers) => layers.Select(layer => Alone(layer, 0)).ToList();

    private static FusedLayer? Join(FusedLayer previous, Layer layer, int ordinal) =>
        ActivationFollowsWeights(previous, layer) ?? PoolingFollowsConvolution(previous, layer) ?? DropoutFollowsWeights(previous, layer, ordinal);

    /// <summary>An activation after a convolution or a fully connected layer is applied to its results in place.</summary>
    private static FusedLayer? ActivationFollowsWeights(FusedLayer previous, Layer layer) =>
        previous is { HasParameters: true, Activation: ActivationFunction.Identity, Pool: null, Dropout: null }
        && layer is Activation activation && ActivationFunctions.Of(activation.Kind) is { } function
            ? previous with { Activation = function, ActivationLayer = activation }
            : null;

    /// <summary>A pooling whose windows lie side by side reads a convolution's rows just after they are made.</summary>
    private static FusedLayer? PoolingFollowsConvolution(FusedLayer previous, Layer layer) =>
        previous is { Core: Convolution, Pool: null, Dropout: null } && layer is Pooling pooling && PoolingGeometry.Of(pooling).IsTiling
            ? previous with { Pool = pooling }
            : null;

    /// <summary>A dropout after weights and activation zeroes their results in place.</summary>
    private static FusedLayer? DropoutFollowsWeights(FusedLayer previous, Layer layer, int ordinal) =>
        previous is { HasParameters: true, Pool: null, Dropout: null } && layer is Dropout { ByChannel: false } dropout
            ? previous with { Dropout = dropout, DropoutOrdinal = ordinal }
            : null;

    private static FusedLayer Alone(Layer layer, int ordinal) => new(
        layer,
        layer is Activation activation ? ActivationFunctions.Of(activation.Kind) ?? ActivationFunction.Identity : ActivationFunction.Identity,
        Pool: null, Dropout: null, ordinal);
}
