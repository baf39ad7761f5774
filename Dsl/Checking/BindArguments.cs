using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>Which argument of a block's use goes to which parameter.</summary>
internal static class BindArguments
{
    /// <summary>The argument of each parameter; null where its default applies. Null as a whole after an error.</summary>
    /// <param name="report">Called for each mistake; static checks report them, expansions do not.</param>
    public static IReadOnlyDictionary<string, ExpressionSyntax?>? Bind(UseSyntax use, DeclaredBlock block, Action<EquatableArray<Remedy>, DiagnosticDefinition, SourceSpan, object[]> report)
    {
        var bound = block.Syntax.Parameters
            .GroupBy(parameter => parameter.Name.Text)
            .ToDictionary(group => group.Key, _ => (ExpressionSyntax?)null);
        bool failed = false;
        bool named = false;
        for (int index = 0; index < use.Arguments.Count; index++)
        {
            ArgumentSyntax argument = use.Arguments[index];
            SourceSpan span = argument.Name is null ? argument.Value.Span : argument.Name.Span.Through(argument.Value.Span);
            if (argument.Name is null && named) Fail(DiagnosticDefinitions.ArgumentOrder, span, block.Usage);
            else if (argument.Name is null && index >= block.Syntax.Parameters.Count) { ReportExcess(); break; }
            else Assign(argument.Name?.Text ?? block.Syntax.Parameters[index].Name.Text, argument, span);
            named |= argument.Name is not null;
        }

        foreach (ParameterSyntax parameter in block.Syntax.Parameters)
        {
            if (!failed && parameter.Default is null && bound[parameter.Name.Text] is null)
            {
                Fail(DiagnosticDefinitions.ArgumentMissing, use.Span, use.Keyword.Text, parameter.Name.Text, block.Usage);
                break;
            }
        }

        return failed ? null : bound;

        void Assign(string name, ArgumentSyntax argument, SourceSpan span)
        {
            if (!bound.TryGetValue(name, out ExpressionSyntax? earlier)) ReportUnknown(argument.Name!, span);
            else if (earlier is not null) Fail(DiagnosticDefinitions.ArgumentRepeated, span, name, block.Name);
            else bound[name] = argument.Value;
        }

        void ReportUnknown(Token name, SourceSpan span)
        {
            string? suggestion = Wording.Suggest(name.Text, bound.Keys);
            failed = true;
            report(
                suggestion is null ? EquatableArray<Remedy>.Empty : new([new Remedy($"Change to '{suggestion}'", name.Span, suggestion)]),
                DiagnosticDefinitions.ArgumentUnknown, span,
                [block.Name, name.Text, suggestion is null ? $"it is {block.Usage}" : $"did you mean {suggestion}?"]);
        }

        void ReportExcess() => Fail(DiagnosticDefinitions.ArgumentExcess, use.Span, use.Arguments.Count, block.Usage, block.Syntax.Parameters.Count);

        void Fail(DiagnosticDefinition definition, SourceSpan span, params object[] arguments)
        {
            failed = true;
            report(EquatableArray<Remedy>.Empty, definition, span, arguments);
        }
    }
}
