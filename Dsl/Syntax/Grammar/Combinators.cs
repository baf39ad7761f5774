using System.Collections.Generic;
using NetArch.Dsl.Model;
using Sprache;

namespace NetArch.Dsl.Syntax.Grammar;

/// <summary>What Sprache's own combinators lack here.</summary>
/// <remarks><c>XMany</c> runs a failing parser twice to learn its error, which takes 2^depth runs in nested parentheses;
/// <c>Many</c> loses the error. These run it once and keep it.</remarks>
internal static class Combinators
{
    /// <summary>Any number of them; one that fails after it has begun is the error of the whole.</summary>
    public static Parser<EquatableArray<T>> Repeated<T>(this Parser<T> parser) => input =>
    {
        var items = new List<T>();
        while (true)
        {
            IResult<T> result = parser(input);
            if (!result.WasSuccessful && !result.Remainder.Equals(input)) return Result.Failure<EquatableArray<T>>(result.Remainder, result.Message, result.Expectations);
            if (!result.WasSuccessful) break;
            items.Add(result.Value);
            input = result.Remainder;
        }

        return Result.Success(items.ToEquatableArray(), input);
    };

    public const string EndOfStatement = "the end of the statement";

    /// <summary>All that is left of the statement: some of the first, then some of the second. Where one fails, everything that could have stood there is in the error.</summary>
    public static Parser<EquatableArray<T>> InOrder<T>(Parser<T> first, Parser<T> second) => input =>
    {
        var items = new List<T>();
        for (bool begun = false; !input.AtEnd;)
        {
            IResult<T> early = begun ? Result.Failure<T>(input, string.Empty, []) : first(input);
            IResult<T> result = early.WasSuccessful || !early.Remainder.Equals(input) ? early : second(input);
            if (!result.WasSuccessful)
            {
                IEnumerable<string> expected = result.Expectations;
                if (result.Remainder.Equals(input)) expected = [.. early.Expectations, .. expected, EndOfStatement];
                return Result.Failure<EquatableArray<T>>(result.Remainder, result.Message, expected);
            }

            begun |= !early.WasSuccessful;
            items.Add(result.Value);
            input = result.Remainder;
        }

        return Result.Success(items.ToEquatableArray(), input);
    };

    /// <summary>Nothing more in the statement.</summary>
    public static readonly Parser<bool> End = input => input.AtEnd
        ? Result.Success(true, input)
        : Result.Failure<bool>(input, string.Empty, [EndOfStatement]);

    /// <summary>One or more, with a separator between them; a separator must be followed by one.</summary>
    public static Parser<EquatableArray<T>> SeparatedBy<T, TSeparator>(this Parser<T> parser, Parser<TSeparator> separator) =>
        from first in parser
        from others in separator.Then(_ => parser).Repeated()
        select new[] { first }.Concat(others).ToEquatableArray();

    /// <summary>None or some in parentheses, with commas between them.</summary>
    public static Parser<(EquatableArray<T> Items, SourceSpan Close)> Enclosed<T>(this Parser<T> parser, string openName) =>
        from open in Lexemes.Sign("(", openName)
        from items in Unless(')', EquatableArray<T>.Empty, parser.SeparatedBy(Lexemes.Sign(",")))
        from close in Lexemes.Sign(")", "',' or ')'")
        select (items, close);

    /// <summary>All of it or nothing: on failure nothing counts as read.</summary>
    public static Parser<T> Whole<T>(this Parser<T> parser) => input =>
    {
        IResult<T> result = parser(input);
        return result.WasSuccessful ? result : Result.Failure<T>(input, result.Message, result.Expectations);
    };

    /// <summary>Adds the span of what was read, and skips the blanks after it.</summary>
    public static Parser<TResult> Located<T, TResult>(this Parser<T> parser, Func<T, SourceSpan, TResult> locate) => input =>
    {
        IResult<T> result = parser(input);
        if (!result.WasSuccessful) return Result.Failure<TResult>(input, result.Message, result.Expectations);
        SourceSpan span = StatementInput.Span(input, result.Remainder);
        return Result.Success(locate(result.Value, span), ((StatementInput)result.Remainder).SkipWhile(char.IsWhiteSpace));
    };

    /// <summary>One or more characters of a kind, read in one go: a parser a character would take most of the time there is.</summary>
    public static Parser<string> Run(Func<char, bool> first, Func<char, bool> others) => input =>
    {
        if (input.AtEnd || !first(input.Current)) return Result.Failure<string>(input, "unexpected", []);
        var start = (StatementInput)input;
        StatementInput end = start.SkipWhile(others);
        return Result.Success(start.TextTo(end), end);
    };

    /// <summary>A value of its own where a character stands, which is not read; else what the parser reads.</summary>
    private static Parser<T> Unless<T>(char character, T value, Parser<T> parser) => input =>
        !input.AtEnd && input.Current == character ? Result.Success(value, input) : parser(input);

    /// <summary>Succeeds where the parser would not; reads nothing.</summary>
    public static Parser<bool> NotFollowedBy(Func<char, bool> character) => input =>
        !input.AtEnd && character(input.Current)
            ? Result.Failure<bool>(input, "unexpected", [])
            : Result.Success(true, input);
}
