using System.Reflection;

namespace NetArch.Generator.Tests;

/// <summary>Where the sources of this repository lie, as the build recorded it.</summary>
/// <remarks>A deterministic build writes /_/ instead of the real folder into <c>CallerFilePath</c>.</remarks>
public static class TestSources
{
    public static string ProjectDirectory { get; } = typeof(TestSources).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "TestProjectDirectory").Value!.TrimEnd('/', '\\');

    public static string RepositoryDirectory { get; } = Path.GetDirectoryName(ProjectDirectory)!;

    /// <summary>The text of a sample network.</summary>
    public static string Sample(string network) =>
        File.ReadAllText(Path.Combine(RepositoryDirectory, "Samples", "Networks", network + ".net.arch"));

    /// <summary>A source file of this project, by the path that the compiler gave it.</summary>
    public static string Locate(string sourceFile)
    {
        if (File.Exists(sourceFile)) return sourceFile;
        const string project = "Generator.Tests";
        string normalised = sourceFile.Replace('\\', '/');
        int start = normalised.LastIndexOf("/" + project + "/", StringComparison.Ordinal);
        return Path.Combine(ProjectDirectory, normalised[(start + project.Length + 2)..]);
    }
}
