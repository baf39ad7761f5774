using System.Globalization;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>Whole-number arithmetic with nothing lost: divisions are exact, results bounded, and what fails is reported.</summary>
internal static class EvaluateExpressions
{
    /// <summary>The largest value anything may have.</summary>
    public const long Maximum = 999_999_999_999_999_999;

    /// <summary>The value, or null where it has none; that is reported, unless the cause was reported before.</summary>
    public static long? Evaluate(this ExpressionSyntax expression, NetworkSession session, Scope scope)
    {
        switch (expression)
        {
            case NumberExpression number:
                if (number.Value is null) session.Report(scope, DiagnosticDefinitions.NumberTooLarge, number.Span, Shorten(number.Digits), Maximum);
                return number.Value;
            case NameExpression name:
                return scope.Values.TryGetValue(name.Name, out long? value) ? value : null;
            case NegationExpression negation:
                return -negation.Operand.Evaluate(session, scope);
            case ChainExpression chain:
                return EvaluateChain(chain, session, scope);
            default:
                throw new InvalidOperationException($"{expression.GetType().Name} is no expression.");
        }
    }

    /// <summary>The digits as written, but not a page of them.</summary>
    public static string Shorten(string digits) => digits.Length <= 24 ? digits : string.Format(CultureInfo.InvariantCulture, "{0}... ({1:N0} digits)", digits.Substring(0, 20), digits.Length);

    private static long? EvaluateChain(ChainExpression chain, NetworkSession session, Scope scope)
    {
        long? result = chain.First.Evaluate(session, scope);
        foreach (LinkSyntax link in chain.Links)
        {
            long? operand = link.Operand.Evaluate(session, scope);
            result = result is long left && operand is long right ? Apply(chain, left, link.Operator, right, session, scope) : null;
        }

        return result;
    }

    private static long? Apply(ChainExpression chain, long left, char sign, long right, NetworkSession session, Scope scope)
    {
        if (sign == '/' && right == 0)
        {
            session.Report(scope, DiagnosticDefinitions.DivisionByZero, chain.Span, left);
            return null;
        }

        if (sign == '/' && left % right != 0)
        {
            string quotient = ((double)left / right).ToString("0.##", CultureInfo.InvariantCulture);
            session.Report(scope, DiagnosticDefinitions.DivisionInexact, chain.Span, left, right, quotient);
            return null;
        }

        decimal result = sign switch
        {
            '+' => (decimal)left + right,
            '-' => (decimal)left - right,
            '*' => MultiplySaturated(left, right),
            _ => left / right,
        };
        if (Math.Abs(result) <= Maximum) return (long)result;
        session.Report(scope, DiagnosticDefinitions.ResultTooLarge, chain.Span, left, sign, right, Maximum);
        return null;
    }

    /// <summary>Exact where it counts; two factors below 10^18 can exceed even a decimal.</summary>
    private static decimal MultiplySaturated(long left, long right) =>
        Math.Abs((double)left * right) > 1e27 ? decimal.MaxValue : (decimal)left * right;
}
