using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Text;
using Sprache;

namespace NetArch.Dsl.Syntax.Grammar;

/// <summary>Words, numbers and signs. Each is read whole or not at all, with the blanks after it.</summary>
internal static class Lexemes
{
    private static readonly Parser<string> RawWord = Combinators.Run(ArchText.IsNameStart, ArchText.IsNamePart);

    /// <summary>Digits with single underscores between them.</summary>
    private static readonly Parser<string> RawDigits =
        from groups in Combinators.Run(IsDigit, IsDigit).SeparatedBy(Parse.Char('_'))
        select string.Concat(groups);

    private static readonly Parser<string> RawFraction =
        from point in Parse.Char('.')
        from digits in RawDigits
        select "." + digits;

    private static readonly Parser<string> RawExponent =
        from sign in Parse.Chars("eE")
        from minus in Parse.Chars("+-").Select(character => character.ToString()).Optional()
        from digits in RawDigits
        select "e" + minus.GetOrElse(string.Empty) + digits;

    private static readonly Parser<bool> NumberEnds = Combinators.NotFollowedBy(character => ArchText.IsNamePart(character) || character == '.');

    public static readonly Parser<Token> Word =
        (from word in RawWord
         from end in Combinators.NotFollowedBy(char.IsLetterOrDigit)
         select word).Located((text, span) => new Token(text, span)).Named("a name");

    /// <summary>A word that is not one of the language's.</summary>
    public static readonly Parser<Token> Name = Word.Where(token => !Words.IsReserved(token.Text)).Named("a name");

    /// <summary><c>120</c>, <c>61_684</c>: not the beginning of <c>3x3</c> or <c>0.5</c>.</summary>
    public static readonly Parser<ExpressionSyntax> Number =
        (from digits in RawDigits
         from end in NumberEnds
         select digits).Located<string, ExpressionSyntax>((digits, span) => new NumberExpression(span, digits, Value(digits))).Named("a whole number");

    /// <summary>A factor of a dimension: more may follow at once.</summary>
    public static readonly Parser<ExpressionSyntax> FactorDigits =
        input =>
        {
            IResult<string> result = RawDigits(input);
            return result.WasSuccessful
                ? Result.Success<ExpressionSyntax>(new NumberExpression(StatementInput.Span(input, result.Remainder), result.Value, Value(result.Value)), result.Remainder)
                : Result.Failure<ExpressionSyntax>(input, result.Message, result.Expectations);
        };

    /// <summary>A number that may have a point and an exponent: digits alone where it has neither.</summary>
    public static readonly Parser<string> RawReal =
        from digits in RawDigits
        from fraction in RawFraction.Optional()
        from exponent in RawExponent.Optional()
        select digits + fraction.GetOrElse(string.Empty) + exponent.GetOrElse(string.Empty);

    /// <summary><c>0.5</c>, <c>1e-4</c>: has a point or an exponent; a plain number is an expression.</summary>
    public static readonly Parser<RealOperand> Real =
        (from minus in Parse.Char('-').Optional()
         from text in RawReal
         from end in NumberEnds
         where text.IndexOfAny(['.', 'e']) >= 0
         select (minus.IsDefined ? "-" : string.Empty) + text).Located((text, span) => new RealOperand(span, text)).Named("a number");

    private static readonly string[] SuffixWords = ["KiB", "MiB", "GiB", "k", "M", "G"];

    /// <summary>A number with the suffix of a claim: <c>15.5G</c>, <c>64 MiB</c>.</summary>
    public static readonly Parser<AmountSyntax> SuffixedNumber =
        (from text in RawReal
         from blanks in Parse.WhiteSpace.Many()
         from suffix in RawWord
         where SuffixWords.Contains(suffix)
         select (text, suffix)).Located((number, span) => new AmountSyntax(span, number.text, number.suffix, null));

    /// <summary>The word itself.</summary>
    public static Parser<Token> Keyword(string word) => Word.Where(token => token.Text == word).Named($"'{word}'");

    /// <summary>One of some words; each of them is named where none stands.</summary>
    public static Parser<Token> OneOf(IReadOnlyList<string> words) => input =>
    {
        IResult<Token> result = Word(input);
        return result.WasSuccessful && words.Contains(result.Value.Text)
            ? result
            : Result.Failure<Token>(input, "unexpected", words.Select(word => $"'{word}'"));
    };

    public static Parser<SourceSpan> Sign(string sign, string? name = null) =>
        Parse.String(sign).Located((_, span) => span).Named(name ?? $"'{sign}'");

    /// <summary>One character of a sum or product; a minus that begins an arrow is none.</summary>
    public static Parser<char> Operator(string characters) =>
        (from character in Parse.Chars(characters.ToCharArray())
         from noArrow in Combinators.NotFollowedBy(next => character == '-' && next == '>')
         select character).Located((character, _) => character).Named("an operator");

    /// <summary>A body, which the splitter cut out and which was parsed before.</summary>
    public static readonly Parser<EquatableArray<StatementSyntax>> Body = input =>
    {
        IResult<SourceSpan> braces = Sign("{}", "'{'")(input);
        return braces.WasSuccessful
            ? Result.Success(((StatementInput)input).Statement.Bodies[input.Position], braces.Remainder)
            : Result.Failure<EquatableArray<StatementSyntax>>(input, braces.Message, braces.Expectations);
    };

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private static long? Value(string digits)
    {
        string significant = digits.TrimStart('0');
        return significant.Length > 18 ? null : long.Parse("0" + significant, System.Globalization.CultureInfo.InvariantCulture);
    }
}
