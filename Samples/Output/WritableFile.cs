namespace NetArch.Samples.Output;

/// <summary>Whether a file can be written, found out before the work whose result it will hold.</summary>
internal static class WritableFile
{
    /// <exception cref="CommandException">It cannot; the message says why.</exception>
    public static void Check(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            if (Directory.Exists(full)) throw new IOException("it is a folder");
            string folder = Path.GetDirectoryName(full)!;
            if (!Directory.Exists(folder)) throw new IOException($"there is no folder {folder}");
            string probe = Path.Combine(folder, $".{Path.GetRandomFileName()}.probe");
            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new CommandException($"{path} cannot be written: {error.Message}", error);
        }
    }
}
