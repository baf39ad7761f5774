namespace NetArch.Tool.LanguageServer.Protocol;

// What client and server tell each other at the beginning, as far as this server uses it. Names are the protocol's own.

internal sealed record InitializeParams(ClientCapabilities? Capabilities, IReadOnlyList<WorkspaceFolder>? WorkspaceFolders, string? RootUri);

internal sealed record WorkspaceFolder(string Uri, string? Name);

internal sealed record ClientCapabilities(GeneralCapabilities? General, WorkspaceCapabilities? Workspace);

internal sealed record GeneralCapabilities(IReadOnlyList<string>? PositionEncodings);

internal sealed record WorkspaceCapabilities(DynamicCapability? DidChangeWatchedFiles);

internal sealed record DynamicCapability(bool DynamicRegistration);

internal sealed record InitializeResult(ServerCapabilities Capabilities, ServerInfo ServerInfo);

internal sealed record ServerInfo(string Name, string Version);

/// <summary>What the server can do; null is what it cannot.</summary>
internal sealed record ServerCapabilities
{
    public required string PositionEncoding { get; init; }

    public required TextDocumentSyncOptions TextDocumentSync { get; init; }

    public bool? HoverProvider { get; init; }

    public CompletionOptions? CompletionProvider { get; init; }

    public bool? DefinitionProvider { get; init; }

    public bool? ReferencesProvider { get; init; }

    public bool? DocumentSymbolProvider { get; init; }

    public bool? FoldingRangeProvider { get; init; }

    public bool? DocumentFormattingProvider { get; init; }

    public RenameOptions? RenameProvider { get; init; }

    public CodeActionOptions? CodeActionProvider { get; init; }

    public bool? InlayHintProvider { get; init; }

    public SemanticTokensOptions? SemanticTokensProvider { get; init; }

    public required WorkspaceServerCapabilities Workspace { get; init; }
}

/// <param name="Change">2: by changes, not whole texts.</param>
internal sealed record TextDocumentSyncOptions(bool OpenClose, int Change, bool Save);

internal sealed record CompletionOptions(IReadOnlyList<string> TriggerCharacters);

internal sealed record RenameOptions(bool PrepareProvider);

internal sealed record CodeActionOptions(IReadOnlyList<string> CodeActionKinds);

internal sealed record SemanticTokensOptions(SemanticTokensLegend Legend, bool Full);

internal sealed record SemanticTokensLegend(IReadOnlyList<string> TokenTypes, IReadOnlyList<string> TokenModifiers);

internal sealed record WorkspaceServerCapabilities(WorkspaceFoldersOptions WorkspaceFolders);

internal sealed record WorkspaceFoldersOptions(bool Supported, bool ChangeNotifications);

internal sealed record RegistrationParams(IReadOnlyList<Registration> Registrations);

internal sealed record Registration(string Id, string Method, WatchedFilesOptions RegisterOptions);

internal sealed record WatchedFilesOptions(IReadOnlyList<WatchedFiles> Watchers);

internal sealed record WatchedFiles(string GlobPattern);

internal sealed record LogMessageParams(int Type, string Message);

/// <summary>The result of what has none.</summary>
internal sealed record Nothing;
