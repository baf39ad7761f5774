using NetArch.Dsl.Model;
using Sprache;

namespace NetArch.Dsl.Syntax.Grammar;

/// <summary>Whole numbers, expressions over a block's parameters, and dimensions.</summary>
internal static class ExpressionGrammar
{
    private static readonly Parser<ExpressionSyntax> Named =
        Lexemes.Name.Select(token => (ExpressionSyntax)new NameExpression(token.Span, token));

    private static readonly Parser<ExpressionSyntax> Parenthesised =
        from open in Lexemes.Sign("(")
        from inner in Parse.Ref(() => Expression!)
        from close in Lexemes.Sign(")")
        select inner with { Span = open.Through(close) };

    private static readonly Parser<ExpressionSyntax> Primary =
        Lexemes.Number.XOr(Named).XOr(Parenthesised).Named("a whole number or an expression");

    private static readonly Parser<ExpressionSyntax> Negated =
        from minus in Lexemes.Sign("-")
        from operand in Primary
        select (ExpressionSyntax)new NegationExpression(minus.Through(operand.Span), operand);

    private static readonly Parser<ExpressionSyntax> Product = Chain(Negated.XOr(Primary).Named("a whole number or an expression"), "*/");

    /// <summary>A sum of products.</summary>
    public static readonly Parser<ExpressionSyntax> Expression = Chain(Product, "+-");

    /// <summary>A factor of a dimension: digits, or an expression in parentheses. No blanks may follow.</summary>
    private static readonly Parser<ExpressionSyntax> Factor = Lexemes.FactorDigits.XOr(
        from open in Lexemes.Sign("(")
        from inner in Expression
        from close in Parse.Char(')')
        select inner);

    private static readonly Parser<EquatableArray<ExpressionSyntax>> Factors =
        from first in Factor
        from x in Parse.Char('x')
        from others in Factor.SeparatedBy(Parse.Char('x'))
        from end in Combinators.NotFollowedBy(character => Text.ArchText.IsNamePart(character) || character == '.')
        select new[] { first }.Concat(others).ToEquatableArray();

    /// <summary><c>5x5</c>, <c>3x224x224</c>, <c>(k)x(k)</c>.</summary>
    public static readonly Parser<DimensionOperand> Dimension = Factors.Located((factors, span) => new DimensionOperand(span, factors));

    public static readonly Parser<OperandSyntax> Whole = Expression.Select(expression => (OperandSyntax)new WholeOperand(expression.Span, expression));

    public static readonly Parser<OperandSyntax> Extent = Dimension.Where(dimension => dimension.Factors.Count == 2).Named("KxK");

    /// <summary>A vector's length, or any dimension: how many there may be is checked later.</summary>
    public static readonly Parser<OperandSyntax> Shape = Dimension.XOr(Whole).Named("a shape, as 3x224x224 or 500");

    /// <summary>The value that stands for a kind.</summary>
    public static Parser<OperandSyntax> Operand(ValueKind kind) => kind switch
    {
        ValueKind.Whole => Whole,
        ValueKind.Real => Lexemes.Real.XOr(Whole),
        ValueKind.Extent => Extent,
        ValueKind.ExtentOrWhole => Extent.XOr(Whole),
        ValueKind.ExtentOrGlobal => Extent.XOr(Lexemes.Keyword(Text.Words.Global).Select(token => new WordOperand(token.Span, token.Text))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A flag has no value."),
    };

    private static Parser<ExpressionSyntax> Chain(Parser<ExpressionSyntax> operand, string operators)
    {
        Parser<LinkSyntax> link =
            from character in Lexemes.Operator(operators)
            from next in operand
            select new LinkSyntax(character, next);
        return
            from first in operand
            from links in link.Repeated()
            select links.Count == 0
                ? first
                : new ChainExpression(first.Span.Through(links[links.Count - 1].Operand.Span), first, links);
    }
}
