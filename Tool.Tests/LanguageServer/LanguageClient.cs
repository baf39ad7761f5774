using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace NetArch.Tool.Tests.LanguageServer;

/// <summary>An editor, as far as the server can tell: it starts <c>netarch lsp</c> and speaks over its standard streams.</summary>
internal sealed class LanguageClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> waiting = new();
    private readonly BlockingCollection<JsonObject> notifications = [];
    private readonly BlockingCollection<JsonObject> strays = [];
    private int lastId;

    public LanguageClient(string folder)
    {
        process = ToolRun.Start(folder, "lsp");
        new Thread(Listen) { IsBackground = true }.Start();
    }

    /// <summary>A client that has begun as clients do.</summary>
    public static LanguageClient Begun(TemporaryFolder folder, string encodings = "[\"utf-16\"]", bool isWorkspace = true)
    {
        var client = new LanguageClient(folder.Path);
        string folders = isWorkspace ? $$"""[{ "uri": "{{Address(folder, "")}}", "name": "folder" }]""" : "null";
        client.Request("initialize", $$"""{ "processId": null, "rootUri": null, "workspaceFolders": {{folders}}, "capabilities": { "general": { "positionEncodings": {{encodings}} } } }""");
        client.Notify("initialized", "{}");
        return client;
    }

    public static string Address(TemporaryFolder folder, string name) => new Uri(folder.File(name)).AbsoluteUri;

    /// <summary>The result; fails the test where the server answers with an error.</summary>
    public JsonNode? Request(string method, string parameters)
    {
        JsonObject answer = Ask(method, parameters);
        answer["error"].ShouldBeNull($"{method}: {answer.ToJsonString()}");
        answer.ContainsKey("result").ShouldBeTrue(answer.ToJsonString());
        return answer["result"];
    }

    /// <summary>The error's code; fails the test where there is none.</summary>
    public int Error(string method, string? parameters)
    {
        JsonObject answer = Ask(method, parameters);
        answer["error"].ShouldNotBeNull(answer.ToJsonString());
        answer["error"]!["message"]!.GetValue<string>().ShouldNotBeNullOrEmpty();
        return answer["error"]!["code"]!.GetValue<int>();
    }

    public void Notify(string method, string parameters) => Send($$"""{ "jsonrpc": "2.0", "method": "{{method}}", "params": {{parameters}} }""");

    public string Open(TemporaryFolder folder, string name, string text)
    {
        string address = Address(folder, name);
        Notify("textDocument/didOpen", $$"""{ "textDocument": { "uri": "{{address}}", "languageId": "netarch", "version": 1, "text": {{Quoted(text)}} } }""");
        return address;
    }

    public void Change(string address, int version, string changes) =>
        Notify("textDocument/didChange", $$"""{ "textDocument": { "uri": "{{address}}", "version": {{version}} }, "contentChanges": {{changes}} }""");

    /// <summary>The next findings for a document, whatever else comes before.</summary>
    public JsonArray Findings(string address, int? version = null)
    {
        while (notifications.TryTake(out JsonObject? next, Patience))
        {
            if (next["method"]!.GetValue<string>() != "textDocument/publishDiagnostics" || next["params"]!["uri"]!.GetValue<string>() != address) continue;
            if (version is not null && next["params"]!["version"]?.GetValue<int>() != version) continue;
            return next["params"]!["diagnostics"]!.AsArray();
        }

        throw new TimeoutException("the server published nothing");
    }

    /// <summary>The next answer that belongs to no request of ours.</summary>
    public JsonObject Stray() => strays.TryTake(out JsonObject? stray, Patience) ? stray : throw new TimeoutException("the server said nothing");

    public void Send(string message)
    {
        byte[] body = Encoding.UTF8.GetBytes(message);
        SendRaw($"Content-Length: {body.Length}\r\n\r\n", body);
    }

    public void SendRaw(string head, params byte[] body)
    {
        Stream stream = process.StandardInput.BaseStream;
        lock (stream)
        {
            stream.Write(Encoding.ASCII.GetBytes(head));
            stream.Write(body);
            stream.Flush();
        }
    }

    /// <summary>Ends the stream, and gives the exit code.</summary>
    public int Leave(bool politely)
    {
        if (politely)
        {
            Request("shutdown", "null");
            Send("""{ "jsonrpc": "2.0", "method": "exit" }""");
        }
        else
        {
            process.StandardInput.Close();
        }

        process.WaitForExit(Patience).ShouldBeTrue("the server did not end");
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    public static string Quoted(string text) => JsonValue.Create(text).ToJsonString();

    public static string At(string address, int line, int character) =>
        $$"""{ "textDocument": { "uri": "{{address}}" }, "position": { "line": {{line}}, "character": {{character}} } }""";

    public static string Of(string address) => $$"""{ "textDocument": { "uri": "{{address}}" } }""";

    private JsonObject Ask(string method, string? parameters)
    {
        string id = Interlocked.Increment(ref lastId).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        string rest = parameters is null ? "" : $", \"params\": {parameters}";
        Send($$"""{ "jsonrpc": "2.0", "id": {{id}}, "method": "{{method}}"{{rest}} }""");
        answer.Task.Wait(Patience).ShouldBeTrue($"no answer to {method}");
        return answer.Task.Result;
    }

    private void Listen()
    {
        Stream stream = process.StandardOutput.BaseStream;
        while (ReadHead(stream) is { } length)
        {
            byte[] body = new byte[length];
            stream.ReadExactly(body);
            Sort(JsonNode.Parse(body)!.AsObject());
        }
    }

    private void Sort(JsonObject message)
    {
        message["jsonrpc"]!.GetValue<string>().ShouldBe("2.0");
        if (message.ContainsKey("method")) notifications.Add(message);
        else if (message["id"] is { } id && waiting.TryRemove(id.ToJsonString(), out TaskCompletionSource<JsonObject>? answer)) answer.SetResult(message);
        else strays.Add(message);
    }

    private static int? ReadHead(Stream stream)
    {
        var head = new StringBuilder();
        while (stream.ReadByte() is var next and >= 0)
        {
            head.Append((char)next);
            if (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n") continue;
            return int.Parse(head.ToString().Split(':')[1].Trim(), CultureInfo.InvariantCulture);
        }

        return null;
    }
}
