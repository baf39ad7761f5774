namespace NetArch.Generator.Tests.Documentation;

/// <summary>A page for users, with its examples.</summary>
/// <remarks><para>A block of <c>net.arch</c> is a file of the page's project. <c>net.arch in SHAPE</c> is the body of a network with that input,
/// <c>net.arch alone</c> a project of its own, and <c>net.arch with ID...</c> a project of its own that gives these findings and no others.</para>
/// <para>The blocks of <c>csharp</c> are one program, from top to bottom; <c>csharp file</c> is a file beside it.</para></remarks>
internal sealed class Page(string path)
{
    /// <summary>Files that hold pages for users, below the repository.</summary>
    public static IEnumerable<string> Paths =>
    [
        "README.md", "Package/README.md", "Templates/README.md", "Testing/NetArch.Testing/README.md",
        .. Directory.GetFiles(Path.Combine(TestSources.RepositoryDirectory, "docs"), "*.md")
            .Select(file => "docs/" + Path.GetFileName(file)).Order(StringComparer.Ordinal),
    ];

    public string Text { get; } = File.ReadAllText(Path.Combine(TestSources.RepositoryDirectory, path)).ReplaceLineEndings("\n");

    public IReadOnlyList<CodeFence> Fences => CodeFence.Of(Text);

    /// <summary>The texts of the page's project.</summary>
    public (string Path, string? Text)[] Networks =>
        [.. Fences.Where(fence => fence is { Language: "net.arch", Purpose: "" }).Select((fence, index) => ($"Page{index}.net.arch", (string?)fence.Text))];

    public string Program => string.Concat(Fences.Where(fence => fence is { Language: "csharp", Purpose: "" }).Select(fence => fence.Text));

    public IEnumerable<string> CSharpFiles => Fences.Where(fence => fence is { Language: "csharp", Purpose: "file" }).Select(fence => fence.Text);
}
