using NetArch.Dsl.Syntax;
using NetArch.Generator.Pipeline;

namespace NetArch.Tool.Sources;

/// <summary>The files that define blocks which the given files use and do not define: a project shares its blocks, and no one wants to name all its files.</summary>
/// <remarks>Only what is missing is looked for: files that need nothing are checked as they stand, whatever lies around them.</remarks>
internal static class SharedBlocks
{
    /// <summary>The surrounding files that are needed, and those that these need in turn.</summary>
    public static IReadOnlyList<SourceText> For(IReadOnlyCollection<ParsedFile> given)
    {
        HashSet<string> defined = [.. given.SelectMany(Defined)];
        var missing = new Queue<string>(given.SelectMany(Used).Where(name => !defined.Contains(name)));
        if (missing.Count == 0) return [];

        (SourceText Source, ParsedFile File)[] around = [.. Around(given).Select(path => SourceText.Read(path)).Select(source => (source, source.Parse()))];
        var found = new List<SourceText>();
        while (missing.TryDequeue(out string? name))
        {
            if (defined.Contains(name)) continue;
            if (around.FirstOrDefault(candidate => Defined(candidate.File).Contains(name)) is not ({ } source, { } file)) continue;
            found.Add(source);
            defined.UnionWith(Defined(file));
            foreach (string used in Used(file)) missing.Enqueue(used);
        }

        return found;
    }

    /// <summary>The nearest folder, from this one outwards, with a project file; or null.</summary>
    public static string? ProjectFolder(string folder)
    {
        for (DirectoryInfo? outer = new(folder); outer is not null; outer = outer.Parent)
            if (outer.Exists && outer.EnumerateFiles("*.csproj").Any()) return outer.FullName;
        return null;
    }

    private static IEnumerable<string> Defined(ParsedFile file) =>
        file.File is null ? [] : file.File.Syntax.Statements.OfType<BlockSyntax>().Select(block => block.Name.Text);

    private static IEnumerable<string> Used(ParsedFile file) =>
        file.File is null ? [] : SyntaxTree.Uses(file.File.Syntax.Statements).Select(use => use.Keyword.Text);

    private static IEnumerable<string> Around(IReadOnlyCollection<ParsedFile> given)
    {
        HashSet<string> known = [.. given.Select(file => Path.GetFullPath(file.Path))];
        return given.Select(file => Folder(file.Path)).Distinct().SelectMany(Files).Distinct()
            .Where(path => !known.Contains(Path.GetFullPath(path))).Order(StringComparer.Ordinal);
    }

    private static string Folder(string path) => Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".";

    // The project around the file, or without one, its own folder.
    private static IEnumerable<string> Files(string folder)
    {
        if (ProjectFolder(folder) is { } project) return FindFiles.Below(Shorter(project));
        return Directory.EnumerateFiles(folder).Where(FindFiles.IsArchFile).Select(path => folder == "." ? Path.GetFileName(path) : path);
    }

    private static string Shorter(string folder)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, folder);
        return relative.StartsWith("..", StringComparison.Ordinal) ? folder : relative;
    }
}
