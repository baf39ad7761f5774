using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>What an operation does with its core layer.</summary>
internal enum OperationKind
{
    /// <summary>Computes the layer.</summary>
    Layer,

    /// <summary>Adds a residual's body and shortcut.</summary>
    Sum,

    /// <summary>A residual's shortcut where shapes differ and no layers stand there: subsampled, channels padded with zeros.</summary>
    PaddedShortcut,

    /// <summary>Joins a concatenation's branches by channel.</summary>
    Join,
}

/// <summary>A node of the graph: a core, and what is computed together with it while its results are hot.</summary>
/// <param name="Inputs">The values that the core reads.</param>
/// <param name="Output">The value that leaves: the name of the last layer within.</param>
internal sealed record Operation(OperationKind Kind, Layer Core, EquatableArray<string> Inputs, string Output)
{
    /// <summary>The batch norm whose scale and shift are folded into the core's weights, outside training.</summary>
    public BatchNormalisation? Folded { get; init; }

    /// <summary>A value added to the core's result before the activation: a residual's other summand.</summary>
    public string? Addend { get; init; }

    /// <summary>Of the core's result.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Identity;

    public Activation? ActivationLayer { get; init; }

    /// <summary>The residual whose sum is taken here.</summary>
    public Residual? Sum { get; init; }

    /// <summary>Of the activated result, windows side by side; only after a convolution.</summary>
    public Pooling? Pool { get; init; }

    /// <summary>Of the activated result, or null.</summary>
    public Dropout? Dropout { get; init; }

    /// <summary>Which dropout of the network it is (for a core of dropout as well).</summary>
    public int DropoutOrdinal { get; init; } = -1;

    public string From => Inputs[0];

    /// <summary>Every value that it reads; one that it reads twice stands there twice.</summary>
    public IEnumerable<string> Reads => Addend is null ? Inputs : Inputs.Concat(new[] { Addend });

    /// <summary>The name of the activated result; with a pooling, of what is pooled.</summary>
    public string ActivatedName => ActivationLayer?.Name ?? Sum?.Name ?? Folded?.Name ?? Core.Name;

    /// <summary>The probability of the dropout after it, 0 without.</summary>
    public float DropProbability => (float)(Dropout?.Probability ?? 0);

    public bool IsConvolution => Kind == OperationKind.Layer && Core is Convolution;

    public bool IsFullyConnected => Kind == OperationKind.Layer && Core is FullyConnected;

    public bool IsBatchNormalisation => Kind == OperationKind.Layer && Core is BatchNormalisation;

    public bool HasWeights => IsConvolution || IsFullyConnected;
}
