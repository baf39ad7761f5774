namespace NetArch;

/// <summary>Writes a file beside its place and then renames it: readers see the old file or the new one, never a part.</summary>
internal static class AtomicFile
{
    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of rights.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new IOException("it is a folder");
        if (Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder)) throw new IOException($"there is no folder {folder}");
        string beside = $"{full}.{Path.GetRandomFileName()}.partial";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
