using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Checking;

internal static partial class ExpandStatements
{
    private static Element ExpandUse(UseSyntax use, string name, Shape? input, NetworkSession session, Scope scope)
    {
        string keyword = use.Keyword.Text;
        if (session.Blocks.Find(keyword) is not { } block || session.Blocks.Cycles.Closes(scope.Path, use)) return Element.Unknown;
        if (scope.Depth >= StatementSplitter.MaximumDepth)
        {
            session.Report(scope, DiagnosticDefinitions.ExpansionTooDeep, use.Keyword.Span, keyword, StatementSplitter.MaximumDepth);
            return Element.Unknown;
        }

        if (BindArguments.Bind(use, block, static (_, _, _, _) => { }) is not { } bound) return Element.Unknown;
        var inner = new Scope(block.Path, Scope.NoValues, name, new NameScope(name + "."), scope.Frozen, Depth: scope.Depth + 1);
        inner = inner with { Values = EvaluateArguments(block, bound, session, scope, inner) };
        LayerSequence body = Expand(block.Syntax.Body, input, session, inner);
        if (input is null || body.Shape is null) return new Element(null, body.Shape, false);
        bool isComplete = body.IsComplete && !session.Blocks.IsFaulty(block);
        return Element.Built(new BlockUse(name, block.Name, input, body.Shape, scope.Frozen, body.Layers), isComplete);
    }

    /// <summary>Arguments are expressions of the place of use; defaults are the block's, over the parameters before them.</summary>
    private static Dictionary<string, long?> EvaluateArguments(
        DeclaredBlock block, IReadOnlyDictionary<string, ExpressionSyntax?> bound, NetworkSession session, Scope scope, Scope inner)
    {
        var values = new Dictionary<string, long?>();
        foreach (ParameterSyntax parameter in block.Syntax.Parameters)
        {
            string name = parameter.Name.Text;
            values[name] = bound[name] is { } argument
                ? argument.Evaluate(session, scope)
                : parameter.Default?.Evaluate(session, inner with { Values = values });
        }

        return values;
    }

    private static Element ExpandConcat(ConcatSyntax concat, string name, Shape? input, NetworkSession session, Scope scope)
    {
        LayerSequence[] branches = concat.Body.OfType<BranchSyntax>()
            .Where(_ => session.Budget.Take())
            .Select(branch => Expand(branch.Body, input, session, scope.Deeper))
            .ToArray();
        session.EndSoftmax();
        bool isComplete = branches.All(branch => branch.IsComplete) && branches.Length == concat.Body.Count;
        if (input is null || branches.Length == 0 || branches.Any(branch => branch.Shape is null)) return Element.Unknown;
        Shape[] shapes = branches.Select(branch => branch.Shape!).ToArray();
        int odd = Array.FindIndex(shapes, shape => (shape.Height, shape.Width, shape.IsVector) != (shapes[0].Height, shapes[0].Width, shapes[0].IsVector));
        if (odd >= 0)
        {
            string mend = shapes[odd].IsVector != shapes[0].IsVector
                ? "all must be images, or all vectors"
                : "height and width must be equal; check strides and pads";
            SourceSpan span = concat.Body.OfType<BranchSyntax>().ElementAt(odd).Span;
            session.Report(scope, DiagnosticDefinitions.ShapesNotJoined, span, odd + 1, shapes[odd], shapes[0], mend);
            return Element.Unknown;
        }

        long channels = shapes.Sum(shape => (long)shape.Channels);
        if (ShapeLimits.Image(channels, shapes[0].Height, shapes[0].Width) is not { } joined)
        {
            session.Report(scope, DiagnosticDefinitions.ShapeTooLarge, concat.Span, $"concat gives {Wording.Grouped(channels)} channels, which", Shape.MaximumCount);
            return Element.Unknown;
        }

        Shape output = joined with { IsVector = shapes[0].IsVector };
        EquatableArray<EquatableArray<Layer>> layers = branches.Select(branch => branch.Layers).ToEquatableArray();
        return Element.Built(new Concatenation(name, input, output, scope.Frozen, layers), isComplete);
    }

    /// <summary>
    /// Whether what follows was written with the claimed shape in mind and not with the one that was found: then the claim is
    /// carried on, and the one mistake before it is not reported again with every claim behind it.
    /// </summary>
    private static bool IsBelieved(
        Shape claimed, Shape found, EquatableArray<StatementSyntax> statements, int from, NetworkSession session, Scope scope) =>
        !session.IsTrial
        && NextClaimsHold(claimed, statements, from, session, scope) == true
        && NextClaimsHold(found, statements, from, session, scope) == false;

    private static bool? NextClaimsHold(Shape? shape, EquatableArray<StatementSyntax> statements, int from, NetworkSession session, Scope scope)
    {
        NetworkSession trial = session.Trial();
        Scope quiet = scope with { Names = new NameScope() };
        for (int index = from; index < statements.Count && shape is not null && trial.Budget.Take(); index++)
        {
            if (statements[index] is not ElementSyntax next) return null;
            Element element = ExpandElement(next, "trial", shape, trial, quiet);
            if (element.Layer is null) return false;
            if (next.Trimmings.Claims.Count > 0) return JudgeClaims.Hold(next, element, trial, quiet);
            shape = element.Output;
        }

        return null;
    }
}
