using NetArch.Tool.LanguageServer.Protocol;
using NetArch.Tool.Sources;

namespace NetArch.Tool.LanguageServer.Documents;

/// <summary>The present moment of the workspace, and what moves it on: a client's edits, and files that change on disk.</summary>
internal sealed class WorkspaceHost
{
    private readonly Lock guard = new();
    private readonly HashSet<string> folders = new(StringComparer.Ordinal);
    private volatile Workspace current = Workspace.Empty;

    /// <summary>Tells which projects are no longer what they were.</summary>
    public event Action<IReadOnlyCollection<string>>? Moved;

    public PositionEncoding Encoding { get; set; } = PositionEncoding.Utf16;

    public Workspace Current => current;

    /// <summary>Reads every file of the folders.</summary>
    public void AddFolders(IEnumerable<string> addresses)
    {
        foreach (string folder in addresses.Select(DocumentPath.Of).Where(Directory.Exists)) Read(folder);
    }

    public void RemoveFolders(IEnumerable<string> addresses)
    {
        foreach (string folder in addresses.Select(DocumentPath.Of))
        {
            lock (guard) folders.Remove(folder);
            Drop([.. current.Documents.Where(document => !document.IsOpen && Path.GetRelativePath(folder, document.Path) is var inner && !inner.StartsWith("..", StringComparison.Ordinal))]);
        }
    }

    public void Open(TextDocumentItem item)
    {
        Document opened = Document.Opened(item, Encoding);
        Put(opened);
        if (Path.IsPathRooted(opened.Path)) Read(opened.Project, opened);
    }

    /// <exception cref="RpcException">The client never opened it.</exception>
    public void Change(DidChangeParams change)
    {
        Document document = Opened(change.TextDocument.Uri);
        Put(document.Changed(change.ContentChanges, change.TextDocument.Version));
    }

    /// <exception cref="RpcException">The client never opened it.</exception>
    public Document Close(string address)
    {
        Document closed = Opened(address);
        if (OnDisk(closed.Path) is { } kept) Put(kept);
        else Drop([closed]);
        return closed;
    }

    /// <summary>Files that were made, changed or removed behind the client's back. What is open is the client's business.</summary>
    public void Reread(IEnumerable<string> addresses)
    {
        foreach (string path in addresses.Select(DocumentPath.Of).Where(FindFiles.IsArchFile))
        {
            Document? before = current.Find(path);
            if (before is { IsOpen: true }) continue;
            if (OnDisk(path) is { } now) Put(now);
            else if (before is not null) Drop([before]);
        }
    }

    /// <exception cref="RpcException">The client never opened it.</exception>
    public Document Opened(string address) => current.Find(DocumentPath.Of(address)) is { IsOpen: true } document
        ? document
        : throw new RpcException(RpcError.InvalidParams, $"the document {address} is not open");

    private Document? OnDisk(string path) => Path.IsPathRooted(path) && File.Exists(path) ? Document.Read(path, Encoding) : null;

    // The files of a document's project, or of a whole folder; once each.
    private void Read(string folder, Document? alone = null)
    {
        lock (guard)
            if (!folders.Add(folder)) return;
        bool isProject = alone is null || SharedBlocks.ProjectFolder(folder) is not null;
        Document[] found = [.. Paths(folder, isProject).Where(path => current.Find(path) is null).Select(OnDisk).OfType<Document>()];
        lock (guard)
        {
            // What was opened meanwhile is newer than the disk.
            found = [.. found.Where(document => current.Find(document.Path) is null)];
            current = current.With(found);
        }

        Tell(found);
    }

    private static string[] Paths(string folder, bool isDeep)
    {
        try
        {
            return [.. isDeep ? FindFiles.Below(folder) : Directory.EnumerateFiles(folder).Where(FindFiles.IsArchFile)];
        }
        catch (Exception error) when (error is UsageException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void Put(Document document)
    {
        lock (guard) current = current.With(document);
        Tell([document]);
    }

    private void Drop(IReadOnlyCollection<Document> documents)
    {
        lock (guard) current = current.Without(documents);
        Tell(documents);
    }

    private void Tell(IReadOnlyCollection<Document> documents)
    {
        if (documents.Count > 0) Moved?.Invoke([.. documents.Select(document => document.Project).Distinct()]);
    }
}
