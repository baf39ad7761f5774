using NetArch.Dsl.Text;
using Sprache;

namespace NetArch.Dsl.Syntax.Grammar;

/// <summary>What is claimed after a layer and in <c>expect</c>.</summary>
internal static class ClaimGrammar
{
    private static readonly Parser<SourceSpan> Question = Lexemes.Sign("?");

    private static readonly Parser<ClaimSyntax> ShapeClaim =
        from arrow in Lexemes.Sign("->")
        from claim in Question.Select(span => new ShapeClaimSyntax(span, null))
            .XOr(ExpressionGrammar.Shape.Select(shape => new ShapeClaimSyntax(shape.Span, shape)))
            .Named("a shape, as 3x224x224 or 500, or ?")
        select claim;

    private static readonly Parser<Comparison> Sign =
        Lexemes.Sign("<=").Return(Comparison.AtMost)
            .XOr(Lexemes.Sign(">=").Return(Comparison.AtLeast))
            .XOr(Lexemes.Sign("<").Return(Comparison.Below))
            .XOr(Lexemes.Sign(">").Return(Comparison.Above))
            .XOr(Lexemes.Sign("=").Return(Comparison.Equal));

    private static readonly Parser<AmountSyntax> Amount = Lexemes.SuffixedNumber
        .XOr(ExpressionGrammar.Expression.Select(expression => new AmountSyntax(expression.Span, null, null, expression)))
        .XOr(Lexemes.Real.Select(real => new AmountSyntax(real.Span, real.Text, null, null)))
        .Named("a number, as 61_684 or 15.5G");

    private static readonly Parser<(Comparison Comparison, SourceSpan Span, AmountSyntax? Amount)> Value =
        Question.Select(span => (Comparison.Equal, span, (AmountSyntax?)null))
            .XOr(
                from sign in Sign.XOptional()
                from amount in Amount
                select (sign.GetOrElse(Comparison.Equal), amount.Span, (AmountSyntax?)amount))
            .Named("a number, as 61_684 or 15.5G, or ?");

    private static readonly Parser<ClaimSyntax> CountClaim =
        from word in Lexemes.OneOf(Words.Counts)
        from value in Value
        select new CountClaimSyntax(value.Span, word, value.Comparison, value.Amount);

    private static readonly Parser<ClaimSyntax> MemoryClaim =
        from word in Lexemes.OneOf(Words.Memory)
        from value in Value
        from keyword in Lexemes.Keyword(Words.Batch).Named("the number of samples, as in 'batch 32'")
        from batch in ExpressionGrammar.Expression
        select new MemoryClaimSyntax(value.Span, word, value.Comparison, value.Amount, batch);

    /// <summary>Any claim.</summary>
    public static readonly Parser<ClaimSyntax> Claim = ShapeClaim.XOr(CountClaim).XOr(MemoryClaim).Named("a claim");
}
