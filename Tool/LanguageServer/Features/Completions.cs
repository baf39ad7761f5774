using System.Globalization;
using NetArch.Dsl.Semantics;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Protocol;

namespace NetArch.Tool.LanguageServer.Features;

internal static class Completions
{
    public static IReadOnlyList<CompletionItem>? At(PositionParams parameters, RequestContext context)
    {
        Document document = context.Document(parameters.TextDocument);
        IReadOnlyList<Completion> found = context.Model(document).CompletionsAt(document.Lines.OffsetOf(parameters.Position));
        return [.. found.Select((completion, index) => ToProtocol(completion, index, document.Lines))];
    }

    // The compiler's order says what is likeliest; an editor would sort by the alphabet.
    private static CompletionItem ToProtocol(Completion completion, int index, LineIndex lines) => new(
        completion.Label, Kind(completion.Kind), completion.Detail.Length == 0 ? null : completion.Detail, index.ToString("D4", CultureInfo.InvariantCulture),
        new TextEdit(lines.RangeOf(completion.Replaces), completion.Text));

    private static int Kind(CompletionKind kind) => kind switch
    {
        CompletionKind.Keyword => 14,
        CompletionKind.Layer => 3,
        CompletionKind.Block => 7,
        CompletionKind.Option => 10,
        CompletionKind.Claim => 5,
        CompletionKind.Parameter => 6,
        CompletionKind.Value => 12,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a completion without a number"),
    };
}
