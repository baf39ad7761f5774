using NetArch.Tool.LanguageServer.Protocol;
using NetArch.Tool.Sources;

namespace NetArch.Tool.LanguageServer.Documents;

/// <summary>A file as the client has it in its editor, or as it lies on disk. It never changes; an edit makes another.</summary>
internal sealed class Document
{
    private readonly PositionEncoding encoding;
    private readonly Memo<LineIndex> lines;

    private Document(string path, string address, string text, int? version, bool isOpen, PositionEncoding encoding)
    {
        (Path, Address, Text, Version, IsOpen, this.encoding) = (path, address, text, version, isOpen, encoding);
        Project = DocumentPath.ProjectOf(path);
        lines = new Memo<LineIndex>(_ => new LineIndex(text, encoding));
    }

    public string Path { get; }

    /// <summary>As the client wrote it.</summary>
    public string Address { get; }

    public string Text { get; }

    public int? Version { get; }

    public bool IsOpen { get; }

    /// <summary>The folder of the files that share their blocks.</summary>
    public string Project { get; }

    public LineIndex Lines => lines.Get(CancellationToken.None);

    public static Document Opened(TextDocumentItem item, PositionEncoding encoding) =>
        new(DocumentPath.Of(item.Uri), item.Uri, item.Text, item.Version, isOpen: true, encoding);

    /// <summary>From disk; null where it cannot be read.</summary>
    public static Document? Read(string path, PositionEncoding encoding) => SourceText.Read(path) is { Text: { } text }
        ? new Document(path, DocumentPath.AddressOf(path), text, null, isOpen: false, encoding)
        : null;

    /// <summary>After a client's edits, one after the other.</summary>
    public Document Changed(IEnumerable<ContentChange> changes, int? version)
    {
        string text = Text;
        LineIndex current = Lines;
        foreach (ContentChange change in changes)
        {
            text = change.Range is null ? change.Text : Replaced(text, current, change.Range, change.Text);
            current = new LineIndex(text, encoding);
        }

        return new Document(Path, Address, text, version, isOpen: true, encoding);
    }

    private static string Replaced(string text, LineIndex lines, Protocol.Range range, string with)
    {
        int start = lines.OffsetOf(range.Start), end = Math.Max(start, lines.OffsetOf(range.End));
        return string.Concat(text.AsSpan(0, start), with, text.AsSpan(end));
    }
}
