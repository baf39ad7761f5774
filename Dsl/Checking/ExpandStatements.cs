using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Semantics;
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
                    SketchUnknown(statements[index], session, scope);
                    sequence.Break();
                    break;
            }
        }
    }

    /// <summary>What could not be read is perhaps a layer that C# names by its label.</summary>
    private static void SketchUnknown(StatementSyntax statement, NetworkSession session, Scope scope)
    {
        string? label = (statement as UnreadableSyntax)?.Label ?? (statement as UnknownSyntax)?.Label;
        if (label is not null && !scope.Repeated) session.Sketched.Add(new LayerSketch(scope.Names.Full(label), LayerSketch.Unknown, HasBias: true));
    }

    private static void AppendElement(
        LayerSequence sequence, ElementSyntax syntax, EquatableArray<StatementSyntax> statements, int index, NetworkSession session, Scope scope)
    {
        session.EndSoftmax();
        string name = NameElement(syntax, session, scope);
        Scope inner = syntax.Trimmings.Frozen ? scope with { Frozen = true } : scope;
        Element element = ExpandElement(syntax, name, sequence.Shape, session, inner);
        session.Facts?.Add(scope.Path, syntax, new ElementFact(session.Network, scope.Use, name, sequence.Shape, element.Output, element.IsComplete ? element.Layer : null));
        sequence.Add(element);
        Shape? claimed = JudgeClaims.OfElement(syntax, name, element, session, scope);
        if (sequence.Shape is null) sequence.Shape = claimed;
        else if (claimed is not null && claimed != sequence.Shape && IsBelieved(claimed, sequence.Shape, statements, index + 1, session, scope))
        {
            sequence.Shape = claimed;
            session.FollowsClaim = true;
        }
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
        if (syntax.Keyword.Text is "conv" or "fc" or "batchnorm") session.Sketched.Add(new LayerSketch(name, syntax.Keyword.Text, !arguments.Has("nobias")));
        if (syntax.Keyword.Text == "softmax") session.MeetSoftmax(scope, syntax.Span);
        Func<LayerSite, Layer?> rule = LayerRules.Read(arguments);
        if (input is null || arguments.Failed) return Element.Unknown with { Output = LayerRules.OutputWithoutInput(arguments) };
        Layer? layer = rule(new LayerSite(name, input, scope.Frozen, arguments));
        if (layer is null) return Element.Unknown with { Output = LayerRules.OutputWithoutInput(arguments) };
        session.Locations.Add(new LayerLocation(name, syntax.Keyword.Span, scope.Path));
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

        if (earlier is { } owner) ReportTaken(syntax, name, label, owner, session, scope);
        string full = scope.Names.Full(name);
        if (full.Length <= MaximumNameLength) return full;
        if (session.MeetLongName()) session.Report(scope, DiagnosticDefinitions.LayerNameTooLong, syntax.Keyword.Span, full.Substring(0, 40), MaximumNameLength);
        return full.Substring(0, MaximumNameLength);
    }

    /// <summary>Reports at the label that makes the names meet, be it the earlier or the later one.</summary>
    private static void ReportTaken(ElementSyntax syntax, string name, Token? label, NameScope.Owner owner, NetworkSession session, Scope scope)
    {
        const string Choose = "choose another label";
        if (label is not null)
        {
            string taker = owner.Label is { } other
                ? FormattableString.Invariant($"the label '{owner.Name}' in line {other.Span.StartLine + 1}")
                : $"'{owner.Name}', a layer without a label";
            session.Report(scope, DiagnosticDefinitions.LabelTaken, label.Span, name, taker, Choose);
        }
        else if (owner.Label is not null)
        {
            session.Report(scope, DiagnosticDefinitions.LabelTaken, owner.Label.Span, owner.Name, $"'{name}', a layer without a label", Choose);
        }
        else
        {
            session.Report(scope, DiagnosticDefinitions.LabelTaken, syntax.Keyword.Span, name, $"'{owner.Name}', a layer without a label", "put a label on one of them");
        }
    }
}
