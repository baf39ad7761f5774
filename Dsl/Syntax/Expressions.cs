using NetArch.Dsl.Model;

namespace NetArch.Dsl.Syntax;

/// <summary>A word as written.</summary>
internal sealed record Token(string Text, SourceSpan Span);

/// <summary>A whole number over a block's parameters.</summary>
internal abstract record ExpressionSyntax(SourceSpan Span);

/// <param name="Value">Null where the digits are too many for any use.</param>
internal sealed record NumberExpression(SourceSpan Span, string Digits, long? Value) : ExpressionSyntax(Span);

/// <param name="Token">The name itself; the span has the parentheses around it, too.</param>
internal sealed record NameExpression(SourceSpan Span, Token Token) : ExpressionSyntax(Span)
{
    public string Name => Token.Text;
}

internal sealed record NegationExpression(SourceSpan Span, ExpressionSyntax Operand) : ExpressionSyntax(Span);

/// <summary>A sum (<c>+ -</c>) or a product (<c>* /</c>), worked from the left.</summary>
internal sealed record ChainExpression(SourceSpan Span, ExpressionSyntax First, EquatableArray<LinkSyntax> Links) : ExpressionSyntax(Span);

internal sealed record LinkSyntax(char Operator, ExpressionSyntax Operand);

/// <summary>What stands where a value is wanted.</summary>
internal abstract record OperandSyntax(SourceSpan Span);

internal sealed record WholeOperand(SourceSpan Span, ExpressionSyntax Expression) : OperandSyntax(Span);

/// <param name="Text">Digits, point and exponent, without underscores.</param>
internal sealed record RealOperand(SourceSpan Span, string Text) : OperandSyntax(Span);

/// <summary><c>3x224x224</c>: expressions joined by x.</summary>
internal sealed record DimensionOperand(SourceSpan Span, EquatableArray<ExpressionSyntax> Factors) : OperandSyntax(Span);

/// <summary>A word in place of a value: <c>global</c>.</summary>
internal sealed record WordOperand(SourceSpan Span, string Word) : OperandSyntax(Span);

/// <param name="Value">Null for a word that stands alone.</param>
internal sealed record OptionSyntax(Token Name, OperandSyntax? Value);
