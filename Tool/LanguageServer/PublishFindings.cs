using System.Collections.Immutable;
using NetArch.Tool.LanguageServer.Documents;
using NetArch.Tool.LanguageServer.Features;
using NetArch.Tool.LanguageServer.Protocol;

namespace NetArch.Tool.LanguageServer;

/// <summary>Tells the client what is wrong with its open documents, a moment after it stopped typing.</summary>
internal sealed class PublishFindings
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly WorkspaceHost host;
    private readonly MessageWriter writer;
    private readonly Lock guard = new();
    private readonly Dictionary<string, (int? Version, Diagnostic[] Findings)> published = [];
    private ImmutableHashSet<string> stale = [];
    private CancellationTokenSource work = new();

    public PublishFindings(WorkspaceHost host, MessageWriter writer)
    {
        this.host = host;
        this.writer = writer;
        host.Moved += Start;
    }

    /// <summary>A closed document has no findings.</summary>
    public void Clear(Document closed)
    {
        lock (guard)
        {
            published.Remove(closed.Path);
            Send(new PublishDiagnosticsParams(closed.Address, null, []));
        }
    }

    private void Start(IReadOnlyCollection<string> projects)
    {
        CancellationToken cancellation;
        lock (guard)
        {
            // What was being found out about an earlier moment is of no use any more.
            work.Cancel();
            work = new CancellationTokenSource();
            cancellation = work.Token;
            stale = stale.Union(projects);
        }

        _ = Task.Run(() => Publish(cancellation), CancellationToken.None);
    }

    private async Task Publish(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Pause, cancellation);
            Workspace workspace = host.Current;
            ImmutableHashSet<string> projects = stale;
            foreach (Document document in workspace.Documents.Where(document => document.IsOpen && projects.Contains(document.Project)))
            {
                Diagnostic[] findings = [.. workspace.ProjectOf(document).Findings(document, cancellation).Select(finding => finding.ToProtocol(document.Lines))];
                Publish(document, findings, cancellation);
            }

            lock (guard)
                if (!cancellation.IsCancellationRequested) stale = stale.Except(projects);
        }
        catch (OperationCanceledException)
        {
            // A later moment has its own task.
        }
        catch (Exception error) when (error is not IOException)
        {
            writer.Notify("window/logMessage", new LogMessageParams(1, $"netarch failed while checking: {error.Message}"), ProtocolJson.Default.LogMessageParams);
        }
    }

    private void Publish(Document document, Diagnostic[] findings, CancellationToken cancellation)
    {
        lock (guard)
        {
            if (cancellation.IsCancellationRequested || host.Current.Find(document.Path) != document) return;
            if (published.TryGetValue(document.Path, out var before) && before.Version == document.Version && before.Findings.SequenceEqual(findings)) return;
            published[document.Path] = (document.Version, findings);
            Send(new PublishDiagnosticsParams(document.Address, document.Version, findings));
        }
    }

    private void Send(PublishDiagnosticsParams findings) =>
        writer.Notify("textDocument/publishDiagnostics", findings, ProtocolJson.Default.PublishDiagnosticsParams);
}
