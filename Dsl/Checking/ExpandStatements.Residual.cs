using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Checking;

internal static partial class ExpandStatements
{
    private static Element ExpandResidual(ResidualSyntax syntax, string name, Shape? input, NetworkSession session, Scope scope)
    {
        LayerSequence body = Expand(syntax.Body, input, session, scope);
        session.EndSoftmax();
        ShortcutSyntax? written = syntax.Shortcut;
        if (written is { Kind: null })
        {
            LayerSequence path = Expand(written.Body, input, session, scope with { Names = scope.Names.Shortcut });
            session.EndSoftmax();
            return Join(syntax, name, input, body, ShortcutKind.Layers, path, Extent.Square(1), session, scope);
        }

        if (input is null || body.Shape is null) return new Element(null, body.Shape, false);
        bool isIdentity = written?.Kind is null or Words.Identity || input == body.Shape;
        if (isIdentity) return Join(syntax, name, input, body, ShortcutKind.Identity, new LayerSequence(input), Extent.Square(1), session, scope);
        if (Stride(written!, input, body.Shape, session, scope) is not Extent stride) return new Element(null, body.Shape, false);
        return written!.Kind == Words.Pad
            ? Join(syntax, name, input, body, ShortcutKind.Pad, new LayerSequence(body.Shape), stride, session, scope)
            : Join(syntax, name, input, body, ShortcutKind.Layers, Project(syntax, input, body.Shape, stride, session, scope), Extent.Square(1), session, scope);
    }

    private static Element Join(
        ResidualSyntax syntax, string name, Shape? input, LayerSequence body, ShortcutKind kind, LayerSequence shortcut, Extent stride,
        NetworkSession session, Scope scope)
    {
        if (input is null || body.Shape is null || shortcut.Shape is null) return new Element(null, body.Shape ?? shortcut.Shape, false);
        if (body.Shape != shortcut.Shape)
        {
            string mend = kind == ShortcutKind.Identity
                ? "say shortcut pad or shortcut project, or keep the shape in the body"
                : "make both end in one shape";
            session.Report(scope, DiagnosticDefinitions.ShapesNotAdded, syntax.Shortcut?.Span ?? syntax.Span, body.Shape, shortcut.Shape, mend);
            return new Element(null, body.Shape, false);
        }

        // What the shortcut's braces hold nothing of is the identity, however it is written.
        if (kind == ShortcutKind.Layers && shortcut.Layers.Count == 0) kind = ShortcutKind.Identity;
        var residual = new Residual(name, input, body.Shape, scope.Frozen, body.Layers, kind, shortcut.Layers, stride);
        return Element.Built(residual, body.IsComplete && shortcut.IsComplete);
    }

    /// <summary>1x1 convolution, no bias, and batch norm.</summary>
    private static LayerSequence Project(ResidualSyntax syntax, Shape input, Shape output, Extent stride, NetworkSession session, Scope scope)
    {
        NameScope names = scope.Names.Shortcut;
        string convolutionName = NameElement(Written("conv"), session, scope with { Names = names });
        string normalisationName = NameElement(Written("batchnorm"), session, scope with { Names = names });
        session.Sketched.Add(new LayerSketch(convolutionName, "conv", HasBias: false));
        session.Sketched.Add(new LayerSketch(normalisationName, "batchnorm", HasBias: false));
        var window = new Window(Extent.Square(1), stride, Extent.Square(0), Extent.Square(1), Rounding.Floor);
        var sequence = new LayerSequence(input);
        sequence.Add(Element.Built(new Convolution(convolutionName, input, output, scope.Frozen, window, 1, HasBias: false), true));
        sequence.Add(Element.Built(new BatchNormalisation(normalisationName, output, output, scope.Frozen, 0.1, 1e-5), true));
        session.Locations.Add(new LayerLocation(convolutionName, syntax.Shortcut!.Span, scope.Path));
        session.Locations.Add(new LayerLocation(normalisationName, syntax.Shortcut.Span, scope.Path));
        return sequence;

        ElementSyntax Written(string keyword) => new LayerSyntax(
            syntax.Shortcut!.Span, new Token(keyword, syntax.Shortcut.Span), Trimmings.None, EquatableArray<OperandSyntax>.Empty, EquatableArray<OptionSyntax>.Empty);
    }

    /// <summary>The stride with which pad and project reach the body's shape; null, and reported, where there is none.</summary>
    private static Extent? Stride(ShortcutSyntax shortcut, Shape input, Shape output, NetworkSession session, Scope scope)
    {
        string? reason = Obstacle(shortcut, input, output);
        if (reason is null && Stride(input, output) is int stride) return Extent.Square(stride);
        reason ??= $"no stride takes {input.Height}x{input.Width} to {output.Height}x{output.Width}";
        session.Report(scope, DiagnosticDefinitions.ShortcutImpossible, shortcut.Span, shortcut.Kind!, output, input, reason);
        return null;
    }

    private static string? Obstacle(ShortcutSyntax shortcut, Shape input, Shape output)
    {
        if (input.IsVector != output.IsVector) return "one is a vector and the other an image";
        if (shortcut.Kind == Words.Pad && output.Channels < input.Channels) return "channels can be padded but not dropped; say shortcut project";
        if (shortcut.Kind == Words.Project && input.IsVector) return "a projection is a convolution, and a vector has no positions; write shortcut { fc ... }";
        bool tooLarge = shortcut.Kind == Words.Project
            && (ShapeLimits.Weights(output.Channels, input.Channels, 1) is not long weights || weights * output.Positions > ShapeLimits.MaximumMultiplyAccumulates);
        return tooLarge ? "its convolution would have more weights than one layer can" : null;
    }

    /// <summary>The smallest s with ceil(H / s) = H' and ceil(W / s) = W'.</summary>
    /// <remarks>ceil(H / s) = H' means H / H' &lt;= s &lt; H / (H' - 1).</remarks>
    private static int? Stride(Shape input, Shape output)
    {
        long least = Math.Max(Least(input.Height, output.Height), Least(input.Width, output.Width));
        long most = Math.Min(Most(input.Height, output.Height), Most(input.Width, output.Width));
        return least <= most ? (int)least : null;

        static long Least(long size, long reached) => (size + reached - 1) / reached;
        static long Most(long size, long reached) => reached == 1 ? long.MaxValue : (size + reached - 2) / (reached - 1) - 1;
    }
}
