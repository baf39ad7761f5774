using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Semantics;

/// <summary>What a statement comes to. In a block or a repeat it is several layers; this is the first of them.</summary>
/// <param name="Span">The whole statement.</param>
/// <param name="Name">The layer's full name.</param>
/// <param name="Network">The network it is part of.</param>
/// <param name="Use">The use of the block that it stands in, by its full name; null in the network itself.</param>
/// <param name="Times">How many layers the statement comes to, in all networks.</param>
/// <param name="Input">Null where an error before it hides it.</param>
/// <param name="Output">Null where an error hides it.</param>
/// <param name="Counts">Null where an error leaves them unknown.</param>
/// <param name="HasOneOutput">The same shape comes out of all of them.</param>
public sealed record LayerInfo(
    SourceSpan Span, string Name, string Network, string? Use, int Times, Shape? Input, Shape? Output, LayerCounts? Counts, bool HasOneOutput)
{
    internal static LayerInfo Of(ElementSyntax element, ElementFacts facts, SourceSpan span)
    {
        ElementFact first = facts.First;
        return new LayerInfo(span, first.Name, first.Network, first.Use, facts.Times, first.Input, first.Output, first.Layer?.Counts, facts.HasOneOutput);
    }

    /// <summary>Which layer this is, where the statement comes to several: <c>Basic3.conv1 of ResNet20, the first of 18</c>.</summary>
    public string Place => Times == 1 ? $"{Name} of {Network}" : $"{Name} of {Network}, the first of {Wording.Grouped(Times)}";
}
