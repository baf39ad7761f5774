namespace NetArch.Dsl.Semantics;

/// <summary>What a word of a file stands for.</summary>
public enum SymbolKind
{
    Network,
    Block,

    /// <summary>Of a block; <see cref="Symbol.Container"/> is the block.</summary>
    Parameter,

    /// <summary>Of a layer, a block's use, a residual or a concat; <see cref="Symbol.Container"/> is the network or block it stands in.</summary>
    Label,

    /// <summary>A layer's keyword, <c>residual</c> or <c>concat</c>.</summary>
    Layer,

    /// <summary><see cref="Symbol.Container"/> is the layer's keyword.</summary>
    Option,

    /// <summary>The word of a claim: <c>params</c>.</summary>
    Claim,

    /// <summary>Any other word of the language.</summary>
    Keyword,
}

/// <summary>A word where it stands.</summary>
/// <param name="Container">Whose it is; null for what belongs to the whole project or to the language.</param>
/// <param name="IsDefinition">The place that all others of the same symbol refer to.</param>
public sealed record Symbol(SymbolKind Kind, string Name, string? Container, string Path, SourceSpan Span, bool IsDefinition)
{
    /// <summary>Whether another word stands for the same thing.</summary>
    public bool IsSame(Symbol other) => Kind == other.Kind && Name == other.Name && Container == other.Container
        && (Kind is not (SymbolKind.Label or SymbolKind.Network) || (Path == other.Path && Span.Start == other.Span.Start));
}

/// <summary>A place in a file of the project.</summary>
public sealed record Location(string Path, SourceSpan Span);
