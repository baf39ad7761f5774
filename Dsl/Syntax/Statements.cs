using NetArch.Dsl.Model;

namespace NetArch.Dsl.Syntax;

/// <summary>A statement as written.</summary>
/// <param name="Span">Its own words: keyword, operands and options, without label, claims and bodies.</param>
internal abstract record StatementSyntax(SourceSpan Span);

/// <summary>A statement that could not be read, and was reported.</summary>
/// <param name="BlockName">The block that it would have defined: its uses are not reported as well.</param>
/// <param name="Label">Its label, which C# may name.</param>
internal sealed record UnreadableSyntax(SourceSpan Span, string? BlockName, string? Label) : StatementSyntax(Span);

/// <summary>A statement that begins with a word nothing is known of.</summary>
internal sealed record UnknownSyntax(SourceSpan Span, Token Word, string? Label = null) : StatementSyntax(Span);

internal sealed record NamespaceSyntax(SourceSpan Span, string Name) : StatementSyntax(Span);

internal sealed record NetworkSyntax(SourceSpan Span, Token Name, EquatableArray<StatementSyntax> Body) : StatementSyntax(Span);

/// <param name="Default">Null where a use must give the value.</param>
internal sealed record ParameterSyntax(Token Name, ExpressionSyntax? Default);

internal sealed record BlockSyntax(SourceSpan Span, Token Name, EquatableArray<ParameterSyntax> Parameters, EquatableArray<StatementSyntax> Body)
    : StatementSyntax(Span);

internal sealed record InputSyntax(SourceSpan Span, OperandSyntax Shape) : StatementSyntax(Span);

internal sealed record ExpectSyntax(SourceSpan Span, EquatableArray<ClaimSyntax> Claims) : StatementSyntax(Span);

internal sealed record RepeatSyntax(SourceSpan Span, ExpressionSyntax Count, EquatableArray<StatementSyntax> Body) : StatementSyntax(Span);

internal sealed record BranchSyntax(SourceSpan Span, EquatableArray<StatementSyntax> Body) : StatementSyntax(Span);

/// <summary>What may be named, frozen and claimed about.</summary>
internal sealed record Trimmings(Token? Label, bool Frozen, EquatableArray<ClaimSyntax> Claims)
{
    public static readonly Trimmings None = new(null, false, EquatableArray<ClaimSyntax>.Empty);
}

/// <summary>A statement that turns one shape into another.</summary>
/// <param name="Keyword">The layer's or block's word, <c>residual</c> or <c>concat</c>.</param>
internal abstract record ElementSyntax(SourceSpan Span, Token Keyword, Trimmings Trimmings) : StatementSyntax(Span);

internal sealed record LayerSyntax(
    SourceSpan Span, Token Keyword, Trimmings Trimmings, EquatableArray<OperandSyntax> Operands, EquatableArray<OptionSyntax> Options)
    : ElementSyntax(Span, Keyword, Trimmings);

/// <param name="Name">Null for an argument that is known by its place.</param>
internal sealed record ArgumentSyntax(Token? Name, ExpressionSyntax Value);

internal sealed record UseSyntax(SourceSpan Span, Token Keyword, Trimmings Trimmings, EquatableArray<ArgumentSyntax> Arguments)
    : ElementSyntax(Span, Keyword, Trimmings);

/// <param name="Kind"><c>identity</c>, <c>pad</c> or <c>project</c>; null where there is a body.</param>
internal sealed record ShortcutSyntax(SourceSpan Span, string? Kind, EquatableArray<StatementSyntax> Body);

/// <param name="Shortcut">Null where none is written, which means the identity.</param>
internal sealed record ResidualSyntax(
    SourceSpan Span, Token Keyword, Trimmings Trimmings, EquatableArray<StatementSyntax> Body, ShortcutSyntax? Shortcut)
    : ElementSyntax(Span, Keyword, Trimmings);

internal sealed record ConcatSyntax(SourceSpan Span, Token Keyword, Trimmings Trimmings, EquatableArray<StatementSyntax> Body)
    : ElementSyntax(Span, Keyword, Trimmings);

/// <summary>A whole file.</summary>
internal sealed record FileSyntax(EquatableArray<StatementSyntax> Statements);
