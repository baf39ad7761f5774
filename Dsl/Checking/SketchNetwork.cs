using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>What is left of a network with errors.</summary>
internal static class SketchNetwork
{
    /// <summary>Null where the network's name is what cannot be.</summary>
    public static NetworkSketch? Of(NetworkSyntax syntax, string? within, Shape? input, Shape? output, NetworkSession session)
    {
        string name = syntax.Name.Text;
        if (ReservedMembers.Find(name) is not null) return null;
        IEnumerable<LayerSketch> layers = session.Sketched
            .Where(layer => IsFree(layer.Name.Replace('.', '_'), name))
            .GroupBy(layer => layer.Name)
            .Select(named => named.First());
        Shape unknown = Shape.Vector(1);
        return new NetworkSketch(name, within, input ?? unknown, output ?? unknown, Loss(syntax, session), layers.ToEquatableArray());
    }

    private static bool IsFree(string property, string network) =>
        ReservedMembers.Find(property) is null && !string.Equals(property, network, StringComparison.OrdinalIgnoreCase);

    /// <summary>By the last statement's word; in a block's use by that of the block.</summary>
    private static LossKind Loss(NetworkSyntax syntax, NetworkSession session)
    {
        EquatableArray<StatementSyntax> body = syntax.Body;
        for (int depth = 0; depth < Text.StatementSplitter.MaximumDepth; depth++)
        {
            switch (body.LastOrDefault(statement => statement is not ExpectSyntax))
            {
                case UseSyntax use when session.Blocks.Find(use.Keyword.Text) is { } block:
                    body = block.Syntax.Body;
                    continue;
                case UnknownSyntax unknown:
                    return Wording.Suggest(unknown.Word.Text, ["softmax", "sigmoid"]) switch
                    {
                        "softmax" => LossKind.CrossEntropy,
                        "sigmoid" => LossKind.BinaryCrossEntropy,
                        _ => LossKind.SquaredError,
                    };
                case LayerSyntax { Keyword.Text: "softmax" }:
                    return LossKind.CrossEntropy;
                case LayerSyntax { Keyword.Text: "sigmoid" }:
                    return LossKind.BinaryCrossEntropy;
                default:
                    return LossKind.SquaredError;
            }
        }

        return LossKind.SquaredError;
    }
}
