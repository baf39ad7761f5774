using System.Linq;

namespace NetArch.Dsl.Model;

/// <summary>A network that passed every check: what is true of it, and nothing of where or how it was written.</summary>
/// <param name="Namespace">From the file's <c>namespace</c>, else null: the project's own applies.</param>
public sealed record Network(string Name, string? Namespace, Shape Input, EquatableArray<Layer> Layers)
{
    public Shape Output => Layers.Count == 0 ? Input : Layers[Layers.Count - 1].Output;

    public LayerCounts Counts => LayerCounts.Sum(Layers);

    /// <summary>What the last layer makes of the network.</summary>
    public LossKind Loss => LastOf(Layers) switch
    {
        Softmax => LossKind.CrossEntropy,
        Activation { Kind: ActivationKind.Sigmoid } => LossKind.BinaryCrossEntropy,
        _ => LossKind.SquaredError,
    };

    /// <summary>The layer whose output leaves the network: within a block its last, but never one inside a residual or a concat.</summary>
    private static Layer? LastOf(EquatableArray<Layer> layers) => layers.LastOrDefault() switch
    {
        BlockUse block => LastOf(block.Layers),
        var last => last,
    };
}

public enum LossKind
{
    /// <summary>Softmax last: cross-entropy over the classes, mean over the batch.</summary>
    CrossEntropy,

    /// <summary>Sigmoid last: binary cross-entropy, mean over batch and outputs.</summary>
    BinaryCrossEntropy,

    /// <summary>Anything else: squared error on a vector.</summary>
    SquaredError,
}
