using System.Globalization;
using System.Text;

namespace NetArch.Tool.LanguageServer.Protocol;

/// <summary>Cuts a stream into messages: lines of headers, an empty line, then as many bytes as <c>Content-Length</c> says.</summary>
/// <remarks>Where headers make no sense, it says so once and goes on at the next <c>Content-Length</c>, wherever that stands.</remarks>
internal sealed class MessageReader(Stream stream)
{
    /// <summary>No document is near that: files end at 1 MB.</summary>
    private const int MaximumLength = 64 << 20;

    private const int MaximumLine = 8 << 10;

    private const string LengthHeader = "Content-Length:";

    private readonly BufferedStream stream = new(stream, 1 << 16);

    /// <summary>The next message's bytes, or what is wrong in its place; null at the end of the stream.</summary>
    public Frame? Read()
    {
        int length = -1;
        while (ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                if (length >= 0) return ReadBody(length);
                return new Frame(null, $"a message has no header {LengthHeader} N with a number from 0 to {MaximumLength}");
            }

            // Behind a body whose header was broken, the next header stands on the body's line.
            int at = line.LastIndexOf(LengthHeader, StringComparison.OrdinalIgnoreCase);
            if (at >= 0) length = ParseLength(line.AsSpan(at + LengthHeader.Length));
        }

        return null;
    }

    private static int ParseLength(ReadOnlySpan<char> text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= MaximumLength ? length : -1;

    private Frame? ReadBody(int length)
    {
        byte[] body = new byte[length];
        return stream.ReadAtLeast(body, length, throwOnEndOfStream: false) == length ? new Frame(body, null) : null;
    }

    /// <summary>To the next line end, without it; of a line too long, its last part.</summary>
    private string? ReadLine()
    {
        var line = new StringBuilder();
        while (stream.ReadByte() is var next and >= 0)
        {
            if (next == '\n')
            {
                if (line.Length > 0 && line[^1] == '\r') line.Length--;
                return line.ToString();
            }

            line.Append((char)next);
            if (line.Length > MaximumLine) line.Remove(0, MaximumLine / 2);
        }

        return null;
    }
}

/// <param name="Body">Null where the frame is broken.</param>
internal sealed record Frame(byte[]? Body, string? Problem);
