using System.Text.Json.Serialization;

namespace NetArch.Tool.LanguageServer.Protocol;

// Questions about a document, and their answers. Names are the protocol's own.

internal sealed record PublishDiagnosticsParams(string Uri, int? Version, IReadOnlyList<Diagnostic> Diagnostics);

/// <param name="Severity">1 error, 2 warning, 3 information.</param>
/// <param name="CodeDescription">Where the code is explained.</param>
internal sealed record Diagnostic(Range Range, int Severity, string Code, CodeDescription? CodeDescription, string Source, string Message);

internal sealed record CodeDescription(string Href);

internal sealed record Hover(MarkupContent Contents, Range? Range);

/// <param name="Kind">markdown.</param>
internal sealed record MarkupContent(string Kind, string Value);

internal sealed record InlayHint(Position Position, string Label, string Tooltip, bool PaddingLeft);

internal sealed record CompletionItem(string Label, int Kind, string? Detail, string SortText, TextEdit TextEdit);

internal sealed record ReferenceParams(
    [property: JsonRequired] TextDocumentIdentifier TextDocument, [property: JsonRequired] Position Position, ReferenceContext? Context);

internal sealed record ReferenceContext(bool IncludeDeclaration);

internal sealed record RenameParams(
    [property: JsonRequired] TextDocumentIdentifier TextDocument, [property: JsonRequired] Position Position, [property: JsonRequired] string NewName);

internal sealed record PreparedRename(Range Range, string Placeholder);

internal sealed record CodeActionParams(
    [property: JsonRequired] TextDocumentIdentifier TextDocument, [property: JsonRequired] Range Range, CodeActionContext? Context);

internal sealed record CodeActionContext(IReadOnlyList<Diagnostic>? Diagnostics, IReadOnlyList<string>? Only);

internal sealed record CodeAction(string Title, string Kind, IReadOnlyList<Diagnostic>? Diagnostics, WorkspaceEdit Edit);

internal sealed record DocumentSymbol(
    string Name, string? Detail, int Kind, Range Range, Range SelectionRange, IReadOnlyList<DocumentSymbol> Children);

internal sealed record FoldingRange(int StartLine, int EndLine, string? Kind);

internal sealed record SemanticTokens(IReadOnlyList<int> Data);
