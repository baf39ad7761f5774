namespace NetArch.Dsl.Semantics;

public enum CompletionKind
{
    Keyword,
    Layer,
    Block,
    Option,
    Claim,
    Parameter,

    /// <summary>A number or shape that is true here.</summary>
    Value,
}

/// <summary>A word that may stand at a place.</summary>
/// <param name="Text">What is written.</param>
/// <param name="Detail">How it is used, in a few words; may be empty.</param>
/// <param name="Replaces">The part of a word that stands there already.</param>
public sealed record Completion(CompletionKind Kind, string Label, string Text, string Detail, SourceSpan Replaces);
