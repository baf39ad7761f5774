using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Formatting;

/// <summary>Layers that only follow the labelled one before them, as the activations of LeNet: they are set in, and the labels stand out.</summary>
internal static class HungLayers
{
    private static readonly HashSet<string> Following =
    [
        "batchnorm", "lrn", "dropout", "relu", "relu6", "leakyrelu", "elu", "sigmoid", "tanh", "swish", "negate", "complement", "flatten", "softmax",
    ];

    /// <summary>Those of a body in which every other layer has a label; none where one has not.</summary>
    public static HashSet<WrittenStatement> Of(IReadOnlyList<WrittenStatement> body)
    {
        var hung = new HashSet<WrittenStatement>();
        bool hasLabel = false;
        foreach (WrittenStatement statement in body)
        {
            switch (statement.Syntax)
            {
                case ElementSyntax { Trimmings.Label: not null }:
                    hasLabel = true;
                    break;
                case LayerSyntax layer when Following.Contains(layer.Keyword.Text):
                    hung.Add(statement);
                    break;
                case ElementSyntax or RepeatSyntax:
                    return [];
            }
        }

        return hasLabel ? hung : [];
    }
}
