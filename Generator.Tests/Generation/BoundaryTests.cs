namespace NetArch.Generator.Tests.Generation;

public class BoundaryTests
{
    [Fact]
    public void Roslyn_is_met_in_three_files_alone()
    {
        string[] facing = [.. new[] { "Dsl", "Generator" }.SelectMany(Sources)
            .Where(path => File.ReadAllText(path).Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(TestSources.RepositoryDirectory, path).Replace('\\', '/'))];
        facing.ShouldBe(
            ["Generator/NetworkGenerator.cs", "Generator/RoslynInput.cs", "Generator/RoslynOutput.cs"], ignoreOrder: true);
    }

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(TestSources.RepositoryDirectory, project), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("\\obj\\", StringComparison.Ordinal));
}
