using System.Text;

namespace NetArch.Tool.Commands;

/// <summary>Where a result goes: a file, whole or not at all, or the output.</summary>
internal static class OutputFile
{
    /// <param name="path">Null for the output.</param>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static void Write(string? path, Terminal terminal, Action<Stream> write)
    {
        if (path is not null)
        {
            Write(path, write);
            return;
        }

        using var buffer = new MemoryStream();
        write(buffer);
        terminal.Output.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            AtomicFile.Write(path, write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new CommandException($"{path} cannot be written: {error.Message}", error);
        }
    }

    public static void Write(string path, string text, Encoding encoding) => Write(path, stream =>
    {
        stream.Write(encoding.Preamble);
        stream.Write(encoding.GetBytes(text));
    });
}
