using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Features;
using NetArch.Tool.LanguageServer.Protocol;

namespace NetArch.Tool.LanguageServer;

/// <summary>What the server says of itself.</summary>
internal static class Capabilities
{
    private const int Incremental = 2;

    public static readonly ServerInfo Server = new("netarch", typeof(Capabilities).Assembly.GetName().Version!.ToString(3));

    public static ServerCapabilities Of(PositionEncoding encoding) => new()
    {
        PositionEncoding = Name(encoding),
        TextDocumentSync = new TextDocumentSyncOptions(OpenClose: true, Incremental, Save: true),
        HoverProvider = true,
        InlayHintProvider = true,
        CompletionProvider = new CompletionOptions([" ", ">"]),
        DefinitionProvider = true,
        ReferencesProvider = true,
        RenameProvider = new RenameOptions(PrepareProvider: true),
        CodeActionProvider = new CodeActionOptions([CodeActions.QuickFix, CodeActions.Rewrite, CodeActions.FixAll]),
        DocumentSymbolProvider = true,
        FoldingRangeProvider = true,
        SemanticTokensProvider = new SemanticTokensOptions(new SemanticTokensLegend(Structure.TokenTypes, []), Full: true),
        DocumentFormattingProvider = true,
        Workspace = new WorkspaceServerCapabilities(new WorkspaceFoldersOptions(Supported: true, ChangeNotifications: true)),
    };

    private static string Name(PositionEncoding encoding) => encoding switch
    {
        PositionEncoding.Utf16 => "utf-16",
        PositionEncoding.Utf8 => "utf-8",
        PositionEncoding.Utf32 => "utf-32",
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "an encoding without a name"),
    };
}
