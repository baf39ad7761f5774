using NetArch.Tool.Commands;

namespace NetArch.Tool.Sources;

/// <summary>Gives a file another text: whole or not at all, in its own encoding, at its own place and with its own rights.</summary>
internal static class RewriteFile
{
    /// <exception cref="CommandException">It cannot be written, or its bytes are not what its text says; it is then as it was.</exception>
    public static void With(SourceText source, string text)
    {
        string place = Place(source.Path);
        if (!IsFaithful(source, place)) throw new CommandException($"{source.Path} is not written: its bytes are no valid {source.Encoding.WebName}, and some would be lost");
        if (new FileInfo(place).IsReadOnly) throw new CommandException($"{source.Path} is not written: it may only be read");
        UnixFileMode? rights = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(place);
        OutputFile.Write(place, text, source.Encoding);
        if (rights is { } mode && !OperatingSystem.IsWindows()) File.SetUnixFileMode(place, mode);
    }

    // A link stays a link: what it leads to is written.
    private static string Place(string path) => File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true)?.FullName ?? path;

    private static bool IsFaithful(SourceText source, string place)
    {
        byte[] bytes = File.ReadAllBytes(place);
        ReadOnlySpan<byte> mark = source.Encoding.Preamble;
        return bytes.AsSpan().StartsWith(mark) && bytes.AsSpan(mark.Length).SequenceEqual(source.Encoding.GetBytes(source.Text!));
    }
}
