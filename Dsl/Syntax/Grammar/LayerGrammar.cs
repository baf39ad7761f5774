using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Text;
using Sprache;

namespace NetArch.Dsl.Syntax.Grammar;

/// <summary>Layers, by their forms; and what may follow any element: <c>frozen</c> and claims.</summary>
internal static class LayerGrammar
{
    private static readonly Parser<Clause> Frozen = Lexemes.Keyword(Words.Frozen).Select(token => new Clause(token.Span, Frozen: true));

    private static readonly Parser<Clause> Claim = ClaimGrammar.Claim.Select(claim => new Clause(claim.Span, Claim: claim));

    /// <summary>To the end of a statement: <c>frozen</c>, then claims.</summary>
    public static readonly Parser<Trimmings> Trimmings = Combinators.InOrder(Frozen, Claim).Select(clauses => new Trimmings(
        null, clauses.Any(clause => clause.Frozen), clauses.Where(clause => clause.Claim is not null).Select(clause => clause.Claim!).ToEquatableArray()));

    private static readonly Dictionary<string, Parser<LayerTail>> Tails = LayerForm.All.ToDictionary(form => form.Keyword, Tail);

    /// <summary>A layer from behind its keyword on.</summary>
    public static Parser<StatementSyntax> Layer(Token keyword) => Tails[keyword.Text].Select(tail => (StatementSyntax)new LayerSyntax(
        tail.Through(keyword.Span), keyword, new Trimmings(null, tail.Frozen, tail.Claims), tail.Operands, tail.Options));

    private static Parser<LayerTail> Tail(LayerForm form)
    {
        Parser<EquatableArray<OperandSyntax>> operands = input =>
        {
            var found = new List<OperandSyntax>();
            foreach ((string name, ValueKind kind) in form.OperandKinds)
            {
                IResult<OperandSyntax> result = ExpressionGrammar.Operand(kind).Named($"{name} ({form.Reminder})")(input);
                if (!result.WasSuccessful) return Result.Failure<EquatableArray<OperandSyntax>>(result.Remainder, result.Message, result.Expectations);
                found.Add(result.Value);
                input = result.Remainder;
            }

            return Result.Success(found.ToEquatableArray(), input);
        };
        return
            from read in operands
            from clauses in Clauses(form)
            select new LayerTail(read, clauses);
    }

    /// <summary>Options and <c>frozen</c> in any order, then claims, to the end of the statement.</summary>
    private static Parser<EquatableArray<Clause>> Clauses(LayerForm form)
    {
        Parser<Clause> option =
            from name in Lexemes.OneOf(form.Options.Select(option => option.Name).ToArray())
            from value in Value(form.FindOption(name.Text)!)
            select new Clause(value is null ? name.Span : name.Span.Through(value.Span), Option: new OptionSyntax(name, value));
        return Combinators.InOrder(option.XOr(Frozen), Claim);
    }

    private static Parser<OperandSyntax?> Value(OptionForm option) => option.Kind == ValueKind.Flag
        ? Parse.Return<OperandSyntax?>(null)
        : ExpressionGrammar.Operand(option.Kind).Named($"a value for {option.Name}");

    /// <summary>An option, the word <c>frozen</c>, or a claim.</summary>
    private sealed record Clause(SourceSpan Span, OptionSyntax? Option = null, bool Frozen = false, ClaimSyntax? Claim = null);

    private sealed record LayerTail(EquatableArray<OperandSyntax> Operands, EquatableArray<Clause> Clauses)
    {
        public bool Frozen => Clauses.Any(clause => clause.Frozen);

        public EquatableArray<ClaimSyntax> Claims =>
            Clauses.Where(clause => clause.Claim is not null).Select(clause => clause.Claim!).ToEquatableArray();

        public EquatableArray<OptionSyntax> Options =>
            Clauses.Where(clause => clause.Option is not null).Select(clause => clause.Option!).ToEquatableArray();

        /// <summary>The keyword's span grown over operands and options.</summary>
        public SourceSpan Through(SourceSpan keyword)
        {
            SourceSpan span = Operands.Aggregate(keyword, (whole, operand) => whole.Through(operand.Span));
            return Clauses.Where(clause => clause.Claim is null).Aggregate(span, (whole, clause) => whole.Through(clause.Span));
        }
    }
}
