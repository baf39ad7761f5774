using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Checking;

/// <summary>Statements to layers: repeats and blocks unrolled, names given, shapes carried from one to the next, claims judged.</summary>
internal static partial class ExpandStatements
{
    /// <summary>The largest count of a repeat.</summary>
    public const int MaximumRepeat = 10_000;

    /// <summary>The longest full name of a layer.</summary>
    public const int MaximumNameLength = 250;

    public static LayerSequence Expand(EquatableArray<StatementSyntax> statements, Shape? input, NetworkSession session, Scope scope)
    {
        var sequence = new LayerSequence(input);
        Append(sequence, statements, session, scope);
        return sequence;
    }

    private static void Append(LayerSequence sequence, EquatableArray<StatementSyntax> statements, NetworkSession session, Scope scope)
    {
        for (int index = 0; index < statements.Count; index++)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (!session.Budget.Take())
            {
                sequence.Break();
                return;
            }

            switch (statements[index])
            {
                case ElementSyntax element:
                    AppendElement(sequence, element, statements, index, session, scope);
                    break;
                case RepeatSyntax repeat:
                    AppendRepeat(sequence, repeat, session, scope);
                    break;
                case ExpectSyntax or InputSyntax when scope.Use is null:
                    break;
                default:
                    sequence.Break();
                    break;
            }
        }
    }

    private static void AppendElement(
        LayerSequence sequence, ElementSyntax syntax, EquatableArray<StatementSyntax> statements, int index, NetworkSession session, Scope scope)
    {
        session.EndSoftmax();
        string name = NameElement(syntax, session, scope);
        Scope inner = syntax.Trimmings.Frozen ? scope with { Frozen = true } : scope;
        Element element = ExpandElement(syntax, name, sequence.Shape, session, inner);
        sequence.Add(element);
        Shape? claimed = JudgeClaims.OfElement(syntax, name, element, session, scope);
        if (sequence.Shape is null) sequence.Shape = claimed;
        else if (claimed is not null && claimed != sequence.Shape && IsBelieved(claimed, sequence.Shape, statements, index + 1, session, scope)) sequence.Shape = claimed;
    }

    private static Element ExpandElement(ElementSyntax syntax, string name, Shape? input, NetworkSession session, Scope scope) => syntax switch
    {
        LayerSyntax layer => ExpandLayer(layer, name, input, session, scope),
        UseSyntax use => ExpandUse(use, name, input, session, scope),
        ResidualSyntax residual => ExpandResidual(residual, name, input, session, scope.Deeper),
        ConcatSyntax concat => ExpandConcat(concat, name, input, session, scope.Deeper),
        _ => throw new InvalidOperationException($"{syntax.GetType().Name} is no element."),
    };

    private static Element ExpandLayer(LayerSyntax syntax, string name, Shape? input, NetworkSession session, Scope scope)
    {
        var arguments = new ArgumentReader(syntax, session, scope);
        if (syntax.Keyword.Text == "softmax") session.MeetSoftmax(scope, syntax.Span);
        Func<LayerSite, Layer?> rule = LayerRules.Read(arguments);
        if (input is null || arguments.Failed) return Element.Unknown with { Output = LayerRules.OutputWithoutInput(arguments) };
        Layer? layer = rule(new LayerSite(name, input, scope.Frozen, arguments));
        if (layer is null) return Element.Unknown with { Output = LayerRules.OutputWithoutInput(arguments) };
        if (!session.IsTrial) session.Locations.Add(new LayerLocation(name, syntax.Keyword.Span, scope.Path));
        return Element.Built(layer, isComplete: true);
    }

    private static void AppendRepeat(LayerSequence sequence, RepeatSyntax repeat, NetworkSession session, Scope scope)
    {
        long? count = repeat.Count.Evaluate(session, scope);
        if (count is < 0 or > MaximumRepeat)
        {
            session.Report(scope, DiagnosticDefinitions.RepeatTooLarge, repeat.Count.Span, count, MaximumRepeat);
            count = null;
        }

        Scope inner = scope.Deeper with { Repeated = true };
        if (count is null) Expand(repeat.Body, null, session, inner);
        for (long round = 0; round < count && session.Budget.Take(); round++) Append(sequence, repeat.Body, session, inner);
        if (count is null || session.Budget.IsSpent) sequence.Break();
    }

    /// <summary>A label where it may stand, else the keyword and its ordinal; reports a name that is taken.</summary>
    private static string NameElement(ElementSyntax syntax, NetworkSession session, Scope scope)
    {
        (string name, NameScope.Owner? earlier) = scope.Names.Take(syntax, labelled: !scope.Repeated);
        Token? label = scope.Repeated ? null : syntax.Trimmings.Label;
        if (label is not null && string.Equals(label.Text, session.Network, StringComparison.OrdinalIgnoreCase))
        {
            session.Report(scope, DiagnosticDefinitions.LabelIsNetwork, label.Span, label.Text, session.Network);
        }

        if (earlier is { } owner)
        {
            string by = owner.Label is { } other
                ? FormattableString.Invariant($"the label '{owner.Name}' in line {other.Span.StartLine + 1}")
                : $"'{owner.Name}', a layer without a label";
            bool atOwner = label is null && owner.Label is not null;
            string taker = atOwner ? $"'{name}', a layer without a label" : by;
            session.Report(scope, DiagnosticDefinitions.LabelTaken, atOwner ? owner.Label!.Span : label?.Span ?? syntax.Keyword.Span, atOwner ? owner.Name : name, taker);
        }

        string full = scope.Names.Full(name);
        if (full.Length <= MaximumNameLength) return full;
        if (session.MeetLongName()) session.Report(scope, DiagnosticDefinitions.LayerNameTooLong, syntax.Keyword.Span, full.Substring(0, 40), MaximumNameLength);
        return full.Substring(0, MaximumNameLength);
    }
}
