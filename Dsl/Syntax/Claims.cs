namespace NetArch.Dsl.Syntax;

/// <summary>What a file says of a layer or a network.</summary>
/// <param name="Span">The value that is claimed, or the question mark.</param>
internal abstract record ClaimSyntax(SourceSpan Span);

/// <param name="Shape">Null for a question.</param>
internal sealed record ShapeClaimSyntax(SourceSpan Span, OperandSyntax? Shape) : ClaimSyntax(Span);

/// <param name="Amount">Null for a question.</param>
internal sealed record CountClaimSyntax(SourceSpan Span, Token Word, Comparison Comparison, AmountSyntax? Amount) : ClaimSyntax(Span);

/// <param name="Amount">Null for a question.</param>
internal sealed record MemoryClaimSyntax(SourceSpan Span, Token Word, Comparison Comparison, AmountSyntax? Amount, ExpressionSyntax Batch)
    : ClaimSyntax(Span);

/// <summary>A number with a suffix, or an expression.</summary>
internal sealed record AmountSyntax(SourceSpan Span, string? Literal, string? Suffix, ExpressionSyntax? Expression);
