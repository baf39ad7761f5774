using System.Collections.Generic;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Semantics;

/// <summary>What one element of the text came to in one place of one network.</summary>
/// <param name="Use">The full name of the block's use that it stands in; null in the network itself.</param>
/// <param name="Name">The layer's full name.</param>
/// <param name="Layer">Null where an error leaves it unknown.</param>
internal sealed record ElementFact(string Network, string? Use, string Name, Shape? Input, Shape? Output, Layer? Layer);

/// <summary>All that an element came to: in a block or a repeat, it may come to many layers.</summary>
internal sealed class ElementFacts(ElementFact first)
{
    /// <summary>The first of which everything is known; else the first.</summary>
    public ElementFact First { get; private set; } = first;

    /// <summary>How many layers it came to.</summary>
    public int Times { get; private set; } = 1;

    /// <summary>Every time the same shape comes out.</summary>
    public bool HasOneOutput { get; private set; } = first.Output is not null;

    /// <summary>Every time it has the same parameters.</summary>
    public bool HasOneCount { get; private set; } = first.Layer is not null;

    /// <summary>Every time it has the same multiply-accumulates.</summary>
    public bool HasOneEffort { get; private set; } = first.Layer is not null;

    public void Add(ElementFact fact)
    {
        Times++;
        HasOneOutput &= fact.Output == First.Output;
        LayerCounts? counts = fact.Layer?.Counts, known = First.Layer?.Counts;
        bool isKnown = counts is not null && known is not null;
        HasOneCount &= isKnown && counts! with { MultiplyAccumulates = 0 } == known! with { MultiplyAccumulates = 0 };
        HasOneEffort &= isKnown && counts!.MultiplyAccumulates == known!.MultiplyAccumulates;
        if (First.Layer is null && fact.Layer is not null) First = fact;
    }
}

/// <summary>Gathers what elements come to, by the place where they are written.</summary>
internal sealed class FactRecorder
{
    private readonly Dictionary<(string Path, int Start), ElementFacts> facts = [];

    public void Add(string path, ElementSyntax syntax, ElementFact fact)
    {
        (string, int) key = (path, syntax.Keyword.Span.Start);
        if (facts.TryGetValue(key, out ElementFacts? known)) known.Add(fact);
        else facts.Add(key, new ElementFacts(fact));
    }

    public ElementFacts? Find(string path, ElementSyntax syntax) => facts.TryGetValue((path, syntax.Keyword.Span.Start), out ElementFacts? found) ? found : null;
}
