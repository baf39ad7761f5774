using System.Text;
using NetArch.Dsl;
using NetArch.Dsl.Model;
using NetArch.Generator.Pipeline;

namespace NetArch.Tool.Sources;

/// <summary>A file as it was read, or the reason why it was not.</summary>
/// <param name="Text">Null where it could not be read.</param>
/// <param name="Encoding">With the byte order mark that the file has or has not, to write it back as it was.</param>
/// <param name="Problem">Why there is no text.</param>
internal sealed record SourceText(string Path, string? Text, Encoding Encoding, string? Problem)
{
    /// <summary>Far beyond what the checker takes, which says so itself; what is larger is not even read.</summary>
    private const long MaximumBytes = 64L << 20;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public static SourceText Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > MaximumBytes) return Unread(path, $"it has {file.Length >> 20} MiB");
            using var reader = new StreamReader(path, Utf8, detectEncodingFromByteOrderMarks: true);
            string text = reader.ReadToEnd();
            return new SourceText(path, text, Marked(path, reader.CurrentEncoding), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Unread(path, error.Message);
        }
    }

    /// <summary>The parsed file; where there is no text, the finding that says why.</summary>
    public ParsedFile Parse(CancellationToken cancellation = default) => Text is null
        ? new ParsedFile(Path, null, DiagnosticDefinitions.FileUnreadable.At(Path, SourceSpan.None, System.IO.Path.GetFileName(Path), Problem!))
        : ParsedFile.Parse(new SourceFile(Path, Text), cancellation);

    private static SourceText Unread(string path, string problem) => new(path, null, Utf8, problem);

    // The reader tells UTF-16 and UTF-32 by their mark, and UTF-8 with and without one alike.
    private static Encoding Marked(string path, Encoding found)
    {
        if (found is not UTF8Encoding) return found;
        Span<byte> head = stackalloc byte[3];
        using FileStream stream = File.OpenRead(path);
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return new UTF8Encoding(head[..read].SequenceEqual(Encoding.UTF8.Preamble));
    }
}
