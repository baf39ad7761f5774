using System.Globalization;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>Claimed amounts with their suffixes, exactly.</summary>
internal static class ReadAmount
{
    /// <summary>A count; null, and reported, where it is none.</summary>
    public static long? Count(AmountSyntax amount, string word, NetworkSession session, Scope scope)
    {
        string unit = CountKind.Find(word).Unit;
        if (amount.Suffix is "KiB" or "MiB" or "GiB")
        {
            session.Report(scope, DiagnosticDefinitions.SuffixWrong, amount.Span, amount.Suffix, word, unit);
            return null;
        }

        return Read(amount, word, unit, session, scope);
    }

    /// <summary>A number of bytes; null, and reported, where it is none.</summary>
    public static long? Bytes(AmountSyntax amount, NetworkSession session, Scope scope) => Read(amount, "the claim", "bytes", session, scope);

    private static long? Read(AmountSyntax amount, string word, string unit, NetworkSession session, Scope scope)
    {
        if (amount.Expression is not null) return amount.Expression.Evaluate(session, scope);
        string digits = amount.Literal!;
        bool isNumber = decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number);
        decimal factor = Factor(amount.Suffix);
        if (!isNumber || number > EvaluateExpressions.Maximum / factor)
        {
            session.Report(scope, DiagnosticDefinitions.NumberTooLarge, amount.Span, EvaluateExpressions.Shorten(digits) + amount.Suffix, EvaluateExpressions.Maximum);
            return null;
        }

        decimal value = number * factor;
        if (value == decimal.Truncate(value)) return (long)value;
        string written = amount.Suffix is null ? EvaluateExpressions.Shorten(digits) : $"{EvaluateExpressions.Shorten(digits)} {amount.Suffix}";
        session.Report(scope, DiagnosticDefinitions.AmountNotWhole, amount.Span, written, word, unit);
        return null;
    }

    private static decimal Factor(string? suffix) => suffix switch
    {
        "k" => 1_000,
        "M" => 1_000_000,
        "G" => 1_000_000_000,
        "KiB" => 1L << 10,
        "MiB" => 1L << 20,
        "GiB" => 1L << 30,
        _ => 1,
    };
}
