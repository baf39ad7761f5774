using NetArch.Dsl;
using NetArch.Dsl.Fixes;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Protocol;

namespace NetArch.Tool.LanguageServer.Features;

/// <summary>What the compiler would change: a finding mended, all of them, the missing claims.</summary>
internal static class CodeActions
{
    public const string QuickFix = "quickfix", Rewrite = "refactor.rewrite", FixAll = "source.fixAll";

    public static IReadOnlyList<CodeAction>? In(CodeActionParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        int from = document.Lines.OffsetOf(parameters.Range.Start), to = document.Lines.OffsetOf(parameters.Range.End);
        ArchProject project = context.Project(document);
        IReadOnlyList<ArchDiagnostic> findings = context.Findings(document);
        IEnumerable<CodeAction> all = findings.Where(finding => finding.Span.Start <= to && finding.Span.End >= from)
            .SelectMany(finding => FixDiagnostics.For(project, finding).Select(fix => Action(fix, QuickFix, context, finding.ToProtocol(document.Lines))));
        if (AnnotateDefinitions.At(project, document.Path, from) is { } annotation) all = all.Append(Action(annotation, Rewrite, context));
        if (FixDiagnostics.All(project, findings) is { Edits.Count: > 0 } every) all = all.Append(Action(every, FixAll, context));
        IReadOnlyList<string>? wanted = parameters.Context?.Only;
        return [.. all.Where(action => wanted is null or [] ? action.Kind != FixAll : wanted.Any(kind => IsOf(action.Kind, kind)))];
    }

    private static CodeAction Action(Fix fix, string kind, RequestContext context, Diagnostic? finding = null) =>
        new(fix.Title, kind, finding is null ? null : [finding], fix.Edits.ToProtocol(context.Workspace));

    private static bool IsOf(string kind, string wanted) =>
        wanted.Length == 0 || kind == wanted || kind.StartsWith(wanted + ".", StringComparison.Ordinal);
}
