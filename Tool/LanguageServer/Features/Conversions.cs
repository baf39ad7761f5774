using NetArch.Dsl;
using NetArch.Dsl.Fixes;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Protocol;
using TextEdit = NetArch.Dsl.Fixes.TextEdit;

namespace NetArch.Tool.LanguageServer.Features;

/// <summary>What the compiler says, as the protocol has it.</summary>
internal static class Conversions
{
    public static Diagnostic ToProtocol(this ArchDiagnostic finding, LineIndex lines) => new(
        lines.RangeOf(finding.Span), Severity(finding.Definition.Severity), finding.Definition.Id, new CodeDescription(finding.Definition.HelpLink), "netarch", finding.Message);

    public static Location? ToProtocol(this Dsl.Semantics.Location place, Workspace workspace) =>
        workspace.Find(place.Path) is { } document ? new Location(document.Address, document.Lines.RangeOf(place.Span)) : null;

    public static WorkspaceEdit ToProtocol(this IEnumerable<TextEdit> edits, Workspace workspace)
    {
        var changes = new Dictionary<string, IReadOnlyList<Protocol.TextEdit>>();
        foreach (IGrouping<string, TextEdit> file in edits.GroupBy(edit => edit.Path))
        {
            if (workspace.Find(file.Key) is { } document)
                changes[document.Address] = [.. file.Select(edit => new Protocol.TextEdit(document.Lines.RangeOf(edit.Span), edit.NewText))];
        }

        return new WorkspaceEdit(changes);
    }

    private static int Severity(ArchSeverity severity) => severity switch
    {
        ArchSeverity.Error => 1,
        ArchSeverity.Warning => 2,
        ArchSeverity.Info => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "a severity without a number"),
    };
}
