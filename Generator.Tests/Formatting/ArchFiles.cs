namespace NetArch.Generator.Tests.Formatting;

/// <summary>Every <c>.net.arch</c> file of the repository, good and bad.</summary>
internal static class ArchFiles
{
    /// <summary>Paths within the repository.</summary>
    public static readonly IReadOnlyList<string> Paths =
    [
        .. Directory.EnumerateFiles(TestSources.RepositoryDirectory, "*.net.arch", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(TestSources.RepositoryDirectory, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(folder => folder is "bin" or "obj" or "artifacts" || folder.StartsWith('.')))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(TestSources.RepositoryDirectory, path));
}
