namespace NetArch.Dsl.Semantics;

/// <param name="Span">The words that it is about.</param>
/// <param name="Text">Markdown.</param>
public sealed record Hover(SourceSpan Span, string Text);
