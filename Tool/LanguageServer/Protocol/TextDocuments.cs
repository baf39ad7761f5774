using System.Text.Json.Serialization;

namespace NetArch.Tool.LanguageServer.Protocol;

// Documents and places in them. Names are the protocol's own.

/// <summary>Both from 0; a character is a unit of the encoding that was agreed upon.</summary>
internal sealed record Position(int Line, int Character);

/// <param name="End">The first place that does not belong to it.</param>
internal sealed record Range(Position Start, Position End);

internal sealed record Location(string Uri, Range Range);

internal sealed record TextEdit(Range Range, string NewText);

internal sealed record WorkspaceEdit(IReadOnlyDictionary<string, IReadOnlyList<TextEdit>> Changes);

internal sealed record TextDocumentIdentifier([property: JsonRequired] string Uri);

internal sealed record VersionedTextDocumentIdentifier([property: JsonRequired] string Uri, int? Version);

internal sealed record TextDocumentItem([property: JsonRequired] string Uri, int? Version, [property: JsonRequired] string Text);

internal sealed record DidOpenParams([property: JsonRequired] TextDocumentItem TextDocument);

internal sealed record DidChangeParams(
    [property: JsonRequired] VersionedTextDocumentIdentifier TextDocument, [property: JsonRequired] IReadOnlyList<ContentChange> ContentChanges);

/// <param name="Range">What is replaced; null for everything.</param>
internal sealed record ContentChange(Range? Range, [property: JsonRequired] string Text);

/// <summary>What didClose and didSave say, and requests about a whole document.</summary>
internal sealed record DocumentParams([property: JsonRequired] TextDocumentIdentifier TextDocument);

internal sealed record PositionParams([property: JsonRequired] TextDocumentIdentifier TextDocument, [property: JsonRequired] Position Position);

internal sealed record RangeParams([property: JsonRequired] TextDocumentIdentifier TextDocument, [property: JsonRequired] Range Range);

internal sealed record DidChangeWatchedFilesParams([property: JsonRequired] IReadOnlyList<FileEvent> Changes);

internal sealed record FileEvent([property: JsonRequired] string Uri, int Type);

internal sealed record DidChangeFoldersParams([property: JsonRequired] FoldersEvent Event);

internal sealed record FoldersEvent(IReadOnlyList<WorkspaceFolder>? Added, IReadOnlyList<WorkspaceFolder>? Removed);

internal sealed record CancelParams([property: JsonRequired] System.Text.Json.JsonElement Id);
