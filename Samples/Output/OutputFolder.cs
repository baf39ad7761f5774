namespace NetArch.Samples.Output;

/// <summary>A folder for results: made if it is not there, and taken away again if nothing came to lie in it.</summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly string path;
    private readonly Stack<string> made = new();

    /// <exception cref="CommandException">The folder cannot be made.</exception>
    public OutputFolder(string path)
    {
        this.path = path;
        try
        {
            var missing = new Stack<string>();
            for (string? folder = Path.GetFullPath(path); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
                missing.Push(folder);
            foreach (string folder in missing)
            {
                Directory.CreateDirectory(folder);
                made.Push(folder);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            Dispose();
            throw new CommandException($"the folder {path} cannot be made: {error.Message}", error);
        }
    }

    /// <summary>The path of a file in the folder, which is known to be writable.</summary>
    /// <exception cref="CommandException">It is not.</exception>
    public string Reserve(string name)
    {
        string file = Path.Combine(path, name);
        try
        {
            WritableFile.Check(file);
            return file;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (made.TryPop(out string? folder))
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
    }
}
