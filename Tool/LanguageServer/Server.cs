using System.Collections.Concurrent;
using System.Text.Json;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Protocol;

namespace NetArch.Tool.LanguageServer;

/// <summary>The language server: messages in, messages out, until the client leaves.</summary>
/// <remarks>One thread reads. It does what notifications say, which is quick; requests run on threads of their own, on the moment
/// of the workspace in which they came, so that none makes another wait.</remarks>
internal sealed class Server : IDisposable
{
    private readonly MessageReader reader;
    private readonly MessageWriter writer;
    private readonly WorkspaceHost host = new();
    private readonly Lifecycle lifecycle;
    private readonly Notifications notifications;
    private readonly ConcurrentDictionary<string, CancellationTokenSource> running = new();
    private readonly CountdownEvent pending = new(1);

    public Server(Stream input, Stream output)
    {
        reader = new MessageReader(input);
        writer = new MessageWriter(output);
        lifecycle = new Lifecycle(host, writer);
        notifications = new Notifications(host, new PublishFindings(host, writer));
    }

    /// <returns>The exit code: 0 if the client took its leave as it should.</returns>
    public int Run()
    {
        while (!lifecycle.HasExited && reader.Read() is { } frame)
        {
            if (frame.Body is { } body) Take(body);
            else writer.Error(null, RpcError.ParseError, frame.Problem!);
        }

        pending.Signal();
        pending.Wait(TimeSpan.FromSeconds(2));
        return lifecycle.IsShutDown ? ExitCodes.Success : ExitCodes.Failure;
    }

    public void Dispose() => pending.Dispose();

    private void Take(byte[] body)
    {
        Incoming message;
        try
        {
            message = Incoming.Parse(body);
        }
        catch (RpcException error)
        {
            writer.Error(null, error.Code, error.Message);
            return;
        }

        if (message.Method is null) return;
        if (message.Id is { } id) Request(id, message.Method, message.Parameters);
        else Notify(message.Method, message.Parameters);
    }

    private void Notify(string method, JsonElement? parameters)
    {
        try
        {
            if (method == "$/cancelRequest") Cancel(parameters);
            else if (!lifecycle.Notify(method) && lifecycle.IsRunning) notifications.Take(method, parameters);
        }
        catch (RpcException error)
        {
            // Nobody waits for an answer; the client's log is where a person looks.
            writer.Notify("window/logMessage", new LogMessageParams(2, $"{method}: {error.Message}"), ProtocolJson.Default.LogMessageParams);
        }
    }

    private void Cancel(JsonElement? parameters)
    {
        CancelParams cancel = Parameters.Read(parameters, ProtocolJson.Default.CancelParams);
        if (running.TryGetValue(cancel.Id.GetRawText(), out CancellationTokenSource? source)) source.Cancel();
    }

    private void Request(JsonElement id, string method, JsonElement? parameters)
    {
        if (lifecycle.Answer(id, method, parameters)) return;
        if (!Requests.All.TryGetValue(method, out IRequest? request))
        {
            writer.Error(id, RpcError.MethodNotFound, $"there is no method {method} here");
            return;
        }

        var source = new CancellationTokenSource();
        running[id.GetRawText()] = source;
        pending.AddCount();
        Workspace now = host.Current;
        Task.Run(() => Answer(request, id, parameters, new RequestContext(now, source.Token)));
    }

    private void Answer(IRequest request, JsonElement id, JsonElement? parameters, RequestContext context)
    {
        try
        {
            context.Cancellation.ThrowIfCancellationRequested();
            request.Answer(id, parameters, context, writer);
        }
        catch (RpcException error)
        {
            writer.Error(id, error.Code, error.Message);
        }
        catch (OperationCanceledException)
        {
            writer.Error(id, RpcError.RequestCancelled, "cancelled");
        }
        catch (Exception error) when (error is not IOException)
        {
            writer.Error(id, RpcError.InternalError, $"netarch failed: {error.GetType().Name}: {error.Message}");
        }
        finally
        {
            if (running.TryRemove(id.GetRawText(), out CancellationTokenSource? source)) source.Dispose();
            pending.Signal();
        }
    }
}
