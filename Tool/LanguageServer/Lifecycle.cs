using System.Text.Json;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Features;
using NetArch.Tool.LanguageServer.Protocol;

namespace NetArch.Tool.LanguageServer;

/// <summary>How a client begins and ends: initialize, initialized, shutdown, exit, in this order.</summary>
internal sealed class Lifecycle(WorkspaceHost host, MessageWriter writer)
{
    private string[] folders = [];
    private bool watchesFiles;

    public bool IsRunning { get; private set; }

    public bool IsShutDown { get; private set; }

    public bool HasExited { get; private set; }

    /// <summary>Answers a request that is about the server itself, or comes at the wrong time.</summary>
    /// <returns>False where it is about documents, and may be answered.</returns>
    public bool Answer(JsonElement id, string method, JsonElement? parameters)
    {
        if (IsShutDown) writer.Error(id, RpcError.InvalidRequest, "the server is shut down");
        else if (method == "initialize" && !IsRunning) Initialize(id, parameters);
        else if (method == "initialize") writer.Error(id, RpcError.InvalidRequest, "the server is initialized already");
        else if (!IsRunning) writer.Error(id, RpcError.ServerNotInitialized, "initialize comes first");
        else if (method == "shutdown") ShutDown(id);
        else return false;
        return true;
    }

    /// <returns>Whether the notification was one of these.</returns>
    public bool Notify(string method)
    {
        if (method == "exit") HasExited = true;
        else if (method == "initialized" && IsRunning) Begin();
        else return false;
        return true;
    }

    private void Initialize(JsonElement id, JsonElement? parameters)
    {
        InitializeParams client;
        try
        {
            client = Parameters.Read(parameters, ProtocolJson.Default.InitializeParams);
        }
        catch (RpcException error)
        {
            writer.Error(id, error.Code, error.Message);
            return;
        }

        folders = client.WorkspaceFolders is { } several ? [.. several.Select(folder => folder.Uri)] : client.RootUri is { } root ? [root] : [];
        watchesFiles = client.Capabilities?.Workspace?.DidChangeWatchedFiles?.DynamicRegistration == true;
        host.Encoding = Chosen(client.Capabilities?.General?.PositionEncodings);
        IsRunning = true;
        _ = Task.Run(() => WarmUp.Run(host.Encoding));
        writer.Result(id, new InitializeResult(Capabilities.Of(host.Encoding), Capabilities.Server), ProtocolJson.Default.InitializeResult);
    }

    private void ShutDown(JsonElement id)
    {
        (IsShutDown, IsRunning) = (true, false);
        writer.Result(id, null, ProtocolJson.Default.Nothing);
    }

    private void Begin()
    {
        // A large workspace takes a moment, in which the client may already type.
        string[] wanted = folders;
        _ = Task.Run(() => host.AddFolders(wanted));
        if (!watchesFiles) return;
        var watched = new WatchedFilesOptions([new WatchedFiles("**/*.net.arch")]);
        var registration = new Registration("netarch-files", "workspace/didChangeWatchedFiles", watched);
        writer.Request("client/registerCapability", new RegistrationParams([registration]), ProtocolJson.Default.RegistrationParams);
    }

    // UTF-16 is what every client can and what the language counts in; a client that lists others only gets its first.
    private static PositionEncoding Chosen(IReadOnlyList<string>? offered) => offered is null or [] || offered.Contains("utf-16")
        ? PositionEncoding.Utf16
        : offered.Contains("utf-8") ? PositionEncoding.Utf8 : offered.Contains("utf-32") ? PositionEncoding.Utf32 : PositionEncoding.Utf16;
}
