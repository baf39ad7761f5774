using System.Globalization;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>Reads a layer's operands and options as values within their ranges. What is wrong is reported, and the reading goes on.</summary>
internal sealed class ArgumentReader(LayerSyntax layer, NetworkSession session, Scope scope)
{
    /// <summary>The largest kernel, stride, padding or dilation: its square is an int.</summary>
    public const int MaximumExtent = 32_768;

    /// <summary>The largest number of channels or units.</summary>
    public const int MaximumChannels = (int)Shape.MaximumCount;

    public LayerSyntax Layer => layer;

    /// <summary>Something could not be read, and was reported.</summary>
    public bool Failed { get; private set; }

    public bool Has(string flag) => Find(flag) is not null;

    /// <summary>Where an option is written; the whole layer where it is not.</summary>
    public SourceSpan SpanOf(string option) => Find(option) is { } found ? found.Value is null ? found.Name.Span : found.Name.Span.Through(found.Value.Span) : layer.Span;

    public int Whole(int operand, string what, int least, int most) => Whole(layer.Operands[operand], what, least, most);

    public int Whole(string option, int otherwise, int least, int most) =>
        Find(option)?.Value is { } value ? Whole(value, Of(option), least, most) : otherwise;

    /// <summary>A pair; one number stands for both.</summary>
    public Extent Extent(string option, Extent otherwise, int least) =>
        Find(option)?.Value is { } value ? Extent(value, Of(option), least) : otherwise;

    public Extent Extent(OperandSyntax operand, string what, int least)
    {
        if (operand is not DimensionOperand dimension) return Model.Extent.Square(Whole(operand, what, least, MaximumExtent));
        int height = Whole(dimension.Factors[0], what, least, MaximumExtent);
        return new Extent(height, Whole(dimension.Factors[1], what, least, MaximumExtent));
    }

    /// <summary>A finite number from one bound (or above it, where it is excluded) to another.</summary>
    public double Real(OperandSyntax? operand, string what, double otherwise, Interval interval)
    {
        if (operand is null) return otherwise;
        double? read = operand switch
        {
            RealOperand real => double.Parse(real.Text, NumberStyles.Float, CultureInfo.InvariantCulture),
            WholeOperand whole => whole.Expression.Evaluate(session, scope),
            _ => null,
        };
        if (read is not double value) return Fail(otherwise);
        if (interval.Contains(value)) return value;
        string found = operand is RealOperand text ? text.Text : value.ToString("R", CultureInfo.InvariantCulture);
        session.Report(scope, DiagnosticDefinitions.ValueOutOfRange, operand.Span, what, found, interval.LowText, interval.HighText);
        return Fail(otherwise);
    }

    public double Real(string option, double otherwise, Interval interval) => Real(Find(option)?.Value, Of(option), otherwise, interval);

    /// <summary>Not in a block or a repeat: the layer is one layer.</summary>
    public bool StandsAlone => scope.Use is null && !scope.Repeated;

    public void Report(DiagnosticDefinition definition, SourceSpan span, params object[] arguments) =>
        Report(EquatableArray<Remedy>.Empty, definition, span, arguments);

    public void Report(EquatableArray<Remedy> remedies, DiagnosticDefinition definition, SourceSpan span, params object[] arguments)
    {
        session.Report(scope, remedies, definition, span, arguments);
        Failed = true;
    }

    private string Of(string option) => $"{option} of {layer.Keyword.Text}";

    public OptionSyntax? Find(string name) => layer.Options.FirstOrDefault(option => option.Name.Text == name);

    private int Whole(OperandSyntax operand, string what, int least, int most) =>
        operand is WholeOperand whole ? Whole(whole.Expression, what, least, most) : Fail(least);

    private int Whole(ExpressionSyntax expression, string what, int least, int most)
    {
        if (expression.Evaluate(session, scope) is not long value) return Fail(least);
        if (value >= least && value <= most) return (int)value;
        session.Report(
            scope, DiagnosticDefinitions.ValueOutOfRange, expression.Span, what, Wording.Grouped(value), Wording.Grouped(least), Wording.Grouped(most));
        return Fail(least);
    }

    private T Fail<T>(T value)
    {
        Failed = true;
        return value;
    }
}

/// <summary>Which numbers an option takes.</summary>
internal sealed record Interval(double Low, double High, bool LowExcluded, bool HighExcluded)
{
    public static readonly Interval Any = new(-float.MaxValue, float.MaxValue, false, false);
    public static readonly Interval Positive = new(0, float.MaxValue, true, false);
    public static readonly Interval NotNegative = new(0, float.MaxValue, false, false);
    public static readonly Interval Probability = new(0, 1, false, true);
    public static readonly Interval Fraction = new(0, 1, false, false);

    public string LowText => (LowExcluded ? "above " : string.Empty) + Text(Low);

    public string HighText => (HighExcluded ? "below " : string.Empty) + Text(High);

    public bool Contains(double value) => (LowExcluded ? value > Low : value >= Low) && (HighExcluded ? value < High : value <= High);

    private static string Text(double value) => value switch
    {
        float.MaxValue => "the largest float",
        -float.MaxValue => "the smallest float",
        _ => value.ToString("G6", CultureInfo.InvariantCulture),
    };
}
