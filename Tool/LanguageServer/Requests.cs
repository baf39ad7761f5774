using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NetArch.Dsl;
using NetArch.Dsl.Semantics;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Features;
using NetArch.Tool.LanguageServer.Protocol;
using Json = NetArch.Tool.LanguageServer.Protocol.ProtocolJson;

namespace NetArch.Tool.LanguageServer;

/// <summary>What a request works on.</summary>
/// <param name="Workspace">The moment in which it came in.</param>
internal sealed record RequestContext(Workspace Workspace, CancellationToken Cancellation)
{
    /// <exception cref="RpcException">The server knows no such document.</exception>
    public Document Document(TextDocumentIdentifier document) => Workspace.Find(DocumentPath.Of(document.Uri))
        ?? throw new RpcException(RpcError.InvalidParams, $"the document {document.Uri} is not open");

    public ArchProject Project(Document document) => Workspace.ProjectOf(document).Checked(Cancellation);

    public SemanticModel Model(Document document) => SemanticModel.Of(Project(document), document.Path);

    public IReadOnlyList<ArchDiagnostic> Findings(Document document) => Workspace.ProjectOf(document).Findings(document, Cancellation);
}

internal interface IRequest
{
    void Answer(JsonElement id, JsonElement? parameters, RequestContext context, MessageWriter writer);
}

/// <summary>Every question about documents, and what answers it.</summary>
internal static class Requests
{
    public static readonly IReadOnlyDictionary<string, IRequest> All = new Dictionary<string, IRequest>
    {
        ["textDocument/hover"] = Of(Json.Default.PositionParams, Json.Default.Hover, Descriptions.At),
        ["textDocument/inlayHint"] = Of(Json.Default.RangeParams, Json.Default.IReadOnlyListInlayHint, Descriptions.Hints),
        ["textDocument/completion"] = Of(Json.Default.PositionParams, Json.Default.IReadOnlyListCompletionItem, Completions.At),
        ["textDocument/definition"] = Of(Json.Default.PositionParams, Json.Default.Location, Navigation.Definition),
        ["textDocument/references"] = Of(Json.Default.ReferenceParams, Json.Default.IReadOnlyListLocation, Navigation.References),
        ["textDocument/prepareRename"] = Of(Json.Default.PositionParams, Json.Default.PreparedRename, Navigation.PrepareRename),
        ["textDocument/rename"] = Of(Json.Default.RenameParams, Json.Default.WorkspaceEdit, Navigation.Rename),
        ["textDocument/codeAction"] = Of(Json.Default.CodeActionParams, Json.Default.IReadOnlyListCodeAction, CodeActions.In),
        ["textDocument/documentSymbol"] = Of(Json.Default.DocumentParams, Json.Default.IReadOnlyListDocumentSymbol, Structure.Outline),
        ["textDocument/foldingRange"] = Of(Json.Default.DocumentParams, Json.Default.IReadOnlyListFoldingRange, Structure.Foldings),
        ["textDocument/semanticTokens/full"] = Of(Json.Default.DocumentParams, Json.Default.SemanticTokens, Structure.Tokens),
        ["textDocument/formatting"] = Of(Json.Default.DocumentParams, Json.Default.IReadOnlyListTextEdit, Formatting.Of),
    };

    private static Request<TParams, TResult> Of<TParams, TResult>(
        JsonTypeInfo<TParams> parameters, JsonTypeInfo<TResult> result, Func<TParams, RequestContext, TResult?> answer)
        where TParams : class
        where TResult : class => new(parameters, result, answer);

    private sealed class Request<TParams, TResult>(
        JsonTypeInfo<TParams> parametersType, JsonTypeInfo<TResult> resultType, Func<TParams, RequestContext, TResult?> answer) : IRequest
        where TParams : class
        where TResult : class
    {
        public void Answer(JsonElement id, JsonElement? parameters, RequestContext context, MessageWriter writer) =>
            writer.Result(id, answer(Parameters.Read(parameters, parametersType), context), resultType);
    }
}
