using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Features;
using NetArch.Tool.LanguageServer.Protocol;
using NetArch.Tool.Templates;
using Range = NetArch.Tool.LanguageServer.Protocol.Range;

namespace NetArch.Tool.LanguageServer;

/// <summary>Asks every question once about a small network of our own, so that its code is compiled before a person waits for it.</summary>
internal static class WarmUp
{
    private const string Address = "untitled:warm-up";

    public static void Run(PositionEncoding encoding)
    {
        Document document = Document.Opened(new TextDocumentItem(Address, 1, NetworkTemplates.Text("resnet", "WarmUp")), encoding);
        var context = new RequestContext(Workspace.Empty.With(document), CancellationToken.None);
        var name = new TextDocumentIdentifier(Address);
        var place = new Position(5, 10);
        var everywhere = new Range(new Position(0, 0), new Position(99, 0));
        var at = new PositionParams(name, place);
        var whole = new DocumentParams(name);
        Discard(Structure.Outline(whole, context), ProtocolJson.Default.IReadOnlyListDocumentSymbol);
        Discard(Structure.Tokens(whole, context), ProtocolJson.Default.SemanticTokens);
        Discard(Structure.Foldings(whole, context), ProtocolJson.Default.IReadOnlyListFoldingRange);
        Discard(Descriptions.Hints(new RangeParams(name, everywhere), context), ProtocolJson.Default.IReadOnlyListInlayHint);
        Discard(Descriptions.At(at, context), ProtocolJson.Default.Hover);
        Discard(CodeActions.In(new CodeActionParams(name, everywhere, null), context), ProtocolJson.Default.IReadOnlyListCodeAction);
        Discard(Completions.At(at, context), ProtocolJson.Default.IReadOnlyListCompletionItem);
        Discard(Formatting.Of(whole, context), ProtocolJson.Default.IReadOnlyListTextEdit);
        Discard(Navigation.References(new ReferenceParams(name, place, null), context), ProtocolJson.Default.IReadOnlyListLocation);
        _ = context.Findings(document);
    }

    private static void Discard<TResult>(TResult? result, JsonTypeInfo<TResult> type)
        where TResult : class => JsonSerializer.Serialize(Stream.Null, result, type!);
}
