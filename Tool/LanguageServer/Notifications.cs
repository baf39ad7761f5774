using System.Text.Json;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Protocol;
using Json = NetArch.Tool.LanguageServer.Protocol.ProtocolJson;

namespace NetArch.Tool.LanguageServer;

/// <summary>What the client tells of its documents and of files. What is not known here may be ignored, says the protocol.</summary>
internal sealed class Notifications(WorkspaceHost host, PublishFindings findings)
{
    /// <exception cref="RpcException">The parameters are wrong, or name a document that is not open.</exception>
    public void Take(string method, JsonElement? parameters)
    {
        switch (method)
        {
            case "textDocument/didOpen":
                host.Open(Parameters.Read(parameters, Json.Default.DidOpenParams).TextDocument);
                break;
            case "textDocument/didChange":
                host.Change(Parameters.Read(parameters, Json.Default.DidChangeParams));
                break;
            case "textDocument/didClose":
                findings.Clear(host.Close(Parameters.Read(parameters, Json.Default.DocumentParams).TextDocument.Uri));
                break;
            case "workspace/didChangeWatchedFiles":
                host.Reread(Parameters.Read(parameters, Json.Default.DidChangeWatchedFilesParams).Changes.Select(change => change.Uri));
                break;
            case "workspace/didChangeWorkspaceFolders":
                FoldersEvent folders = Parameters.Read(parameters, Json.Default.DidChangeFoldersParams).Event;
                host.RemoveFolders((folders.Removed ?? []).Select(folder => folder.Uri));
                host.AddFolders((folders.Added ?? []).Select(folder => folder.Uri));
                break;
        }
    }
}
