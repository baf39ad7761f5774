using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Text;
using Sprache;

namespace NetArch.Dsl.Syntax.Grammar;

/// <summary>One statement: a label, and what its first word says it is.</summary>
internal static class StatementGrammar
{
    private static readonly Parser<Token> Label = Combinators.Whole(
        from word in Lexemes.Word
        from colon in Lexemes.Sign(":")
        select word);

    private static readonly Parser<ParameterSyntax> Parameter =
        from name in Lexemes.Name.Named("a parameter's name")
        from value in Lexemes.Sign("=").Then(_ => ExpressionGrammar.Expression).XOptional()
        select new ParameterSyntax(name, value.GetOrDefault());

    private static readonly Parser<ArgumentSyntax> Argument =
        from name in Label.Optional()
        from value in ExpressionGrammar.Expression
        select new ArgumentSyntax(name.GetOrDefault(), value);

    private static readonly Parser<ShortcutSyntax> Shortcut =
        from word in Lexemes.Keyword(Words.Shortcut)
        from kind in Lexemes.OneOf([Words.Identity, Words.Pad, Words.Project])
            .Select(token => new ShortcutSyntax(token.Span, token.Text, EquatableArray<StatementSyntax>.Empty))
            .XOr(Lexemes.Body.Select(body => new ShortcutSyntax(word.Span, null, body)))
        select kind;

    /// <summary>A statement with its label, to its end.</summary>
    public static readonly Parser<(Token? Label, StatementSyntax Statement)> Statement =
        from label in Label.Optional()
        from word in Lexemes.Word.Named("a layer, a block's use, or another statement")
        from statement in After(word)
        from end in Combinators.End
        select (label.GetOrDefault(), statement);

    private static Parser<StatementSyntax> After(Token word) => word.Text switch
    {
        Words.Namespace => Namespace(word),
        Words.Network => Network(word),
        Words.Block => Block(word),
        Words.Input => ExpressionGrammar.Shape.Select(shape => (StatementSyntax)new InputSyntax(word.Span.Through(shape.Span), shape)),
        Words.Expect => Expect(word),
        Words.Repeat => Repeat(word),
        Words.Residual => Residual(word),
        Words.Concat => Concat(word),
        Words.Branch => Lexemes.Body.Select(body => (StatementSyntax)new BranchSyntax(word.Span, body)),
        _ => LayerForm.Find(word.Text) is not null ? LayerGrammar.Layer(word) : UseOrUnknown(word),
    };

    private static Parser<StatementSyntax> Namespace(Token word) =>
        from parts in Lexemes.Word.SeparatedBy(Lexemes.Sign("."))
        select (StatementSyntax)new NamespaceSyntax(word.Span.Through(parts[parts.Count - 1].Span), string.Join(".", parts.Select(part => part.Text)));

    private static Parser<StatementSyntax> Network(Token word) =>
        from name in Lexemes.Name.Named("the network's name")
        from body in Lexemes.Body
        select (StatementSyntax)new NetworkSyntax(word.Span.Through(name.Span), name, body);

    private static Parser<StatementSyntax> Block(Token word) =>
        from name in Lexemes.Name.Named("the block's name")
        from parameters in Parameter.Enclosed($"'(' (block {name.Text}() {{ ... }}, with its parameters if it has any)")
        from body in Lexemes.Body
        select (StatementSyntax)new BlockSyntax(word.Span.Through(name.Span), name, parameters.Items, body);

    private static Parser<StatementSyntax> Expect(Token word) =>
        from first in ClaimGrammar.Claim
        from others in Combinators.InOrder(ClaimGrammar.Claim, ClaimGrammar.Claim)
        select (StatementSyntax)new ExpectSyntax(word.Span, new[] { first }.Concat(others).ToEquatableArray());

    private static Parser<StatementSyntax> Repeat(Token word) =>
        from count in ExpressionGrammar.Expression.Named("how many times, as in 'repeat 3 { ... }'")
        from body in Lexemes.Body
        select (StatementSyntax)new RepeatSyntax(word.Span.Through(count.Span), count, body);

    private static Parser<StatementSyntax> Residual(Token word) =>
        from body in Lexemes.Body
        from shortcut in Shortcut.XOptional()
        from trimmings in LayerGrammar.Trimmings
        select (StatementSyntax)new ResidualSyntax(word.Span, word, trimmings, body, shortcut.GetOrDefault());

    private static Parser<StatementSyntax> Concat(Token word) =>
        from body in Lexemes.Body
        from trimmings in LayerGrammar.Trimmings
        select (StatementSyntax)new ConcatSyntax(word.Span, word, trimmings, body);

    /// <summary>A block's use has parentheses. Any other word is nothing known; what follows it is not looked at.</summary>
    private static Parser<StatementSyntax> UseOrUnknown(Token word) => input =>
        !input.AtEnd && input.Current == '('
            ? Use(word)(input)
            : Parse.AnyChar.Many().Return((StatementSyntax)new UnknownSyntax(word.Span, word))(input);

    private static Parser<StatementSyntax> Use(Token word) =>
        from arguments in Argument.Enclosed("'('")
        from trimmings in LayerGrammar.Trimmings
        select (StatementSyntax)new UseSyntax(word.Span.Through(arguments.Close), word, trimmings, arguments.Items);
}
