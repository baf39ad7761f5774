namespace NetArch.Tool.Sources;

/// <summary>The <c>.net.arch</c> files that a command line means.</summary>
internal static class FindFiles
{
    public const string Ending = ".net.arch";

    /// <summary>The files named, and those anywhere below the folders named; each once, in the order of their paths.</summary>
    /// <exception cref="UsageException">There is none of that name, or none in that folder.</exception>
    public static IReadOnlyList<string> Of(IEnumerable<string> operands)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. operands.SelectMany(OfOperand).Where(path => seen.Add(Path.GetFullPath(path))).Order(StringComparer.Ordinal)];
    }

    /// <summary>One file, where a folder would not do.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static string Single(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; give one {Ending} file");
        return Existing(path);
    }

    /// <summary>As the build has it: every file below the folder, but for what builds and version control keep there.</summary>
    public static IEnumerable<string> Below(string folder)
    {
        try
        {
            string[] files = [.. Directory.EnumerateFiles(folder).Where(IsArchFile)];
            IEnumerable<string> inner = Directory.EnumerateDirectories(folder).Where(IsEntered).SelectMany(Below);
            return files.Concat(inner.ToArray());
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"the folder {folder} cannot be read: {error.Message}", error);
        }
    }

    public static bool IsArchFile(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> OfOperand(string operand)
    {
        if (!Directory.Exists(operand)) return [Existing(operand)];
        string[] files = [.. Below(operand).Select(path => operand == "." ? path[2..] : path)];
        return files.Length > 0 ? files : throw new UsageException($"there is no {Ending} file in the folder {operand} or below it");
    }

    private static string Existing(string path)
    {
        if (!IsArchFile(path)) throw new UsageException($"{Named(path)} is no {Ending} file; only those are networks to a build");
        return File.Exists(path) ? path : throw new UsageException($"there is no file {path}");
    }

    private static string Named(string path) => string.IsNullOrWhiteSpace(path) ? "an empty path" : path;

    // Links to folders may lead in circles.
    private static bool IsEntered(string folder)
    {
        string name = Path.GetFileName(folder);
        return name is not ("bin" or "obj" or "node_modules") && !name.StartsWith('.') && new DirectoryInfo(folder).LinkTarget is null;
    }
}
