using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>Shapes as written: an input's, or a claimed one.</summary>
internal static class ReadShape
{
    /// <summary>The shape; null, and reported, where it is none.</summary>
    public static Shape? Read(OperandSyntax operand, NetworkSession session, Scope scope)
    {
        IReadOnlyList<ExpressionSyntax> factors = operand switch
        {
            DimensionOperand dimension => dimension.Factors,
            WholeOperand whole => [whole.Expression],
            _ => [],
        };
        if (factors.Count is not (1 or 3))
        {
            string text = string.Join("x", factors.Select(factor => factor.Evaluate(session, scope)));
            session.Report(scope, DiagnosticDefinitions.DimensionsWrong, operand.Span, text, factors.Count);
            return null;
        }

        long?[] values = factors.Select(factor => Dimension(factor, session, scope)).ToArray();
        if (values.Contains(null)) return null;
        if (values.Length == 1) return Shape.Vector((int)values[0]!.Value);
        Shape? image = ShapeLimits.Image(values[0]!.Value, values[1]!.Value, values[2]!.Value);
        if (image is null) session.Report(scope, DiagnosticDefinitions.ShapeTooLarge, operand.Span, string.Join("x", values), Shape.MaximumCount);
        return image;
    }

    private static long? Dimension(ExpressionSyntax factor, NetworkSession session, Scope scope)
    {
        if (factor.Evaluate(session, scope) is not long value) return null;
        if (value is >= 1 and <= Shape.MaximumCount) return value;
        session.Report(
            scope, DiagnosticDefinitions.ValueOutOfRange, factor.Span, "a dimension", Wording.Grouped(value), "1", Wording.Grouped(Shape.MaximumCount));
        return null;
    }
}
