using System.Reflection;

namespace NetArch.Samples.Tests.Documentation;

/// <summary>The README's examples are what the repository does.</summary>
public sealed class ReadmeTests
{
    private static readonly string Repository = Path.GetDirectoryName(
        typeof(ReadmeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "TestProjectDirectory").Value!)!;

    private static readonly string Readme = Read("README.md");

    [Fact]
    public void Its_network_is_the_sample() => Readme.ShouldContain($"```net.arch\n{Read("Samples/Networks/LeNet.net.arch")}```");

    [Fact]
    public void Its_commands_are_those_that_ci_runs()
    {
        string run = Read(".ci/run");
        foreach (string command in new[] { "dotnet run -c Release --project Samples -- train LeNet", "dotnet test Compiler.sln -c Release" })
        {
            Readme.ShouldContain($"{command}\n");
            run.ShouldContain(command);
        }
    }

    [Fact]
    public void Its_code_is_code_that_runs()
    {
        string[] lines = Read("Samples.Tests/Documentation/ReadmeCode.cs").Split('\n');
        string code = Readme.Split("```csharp\n")[1].Split("```")[0];
        foreach (string line in code.Split('\n', StringSplitOptions.RemoveEmptyEntries)) lines.ShouldContain($"        {line}");

        using var digits = new DigitFolder();
        using var folder = new TemporaryFolder();
        ReadmeCode.Run(digits.Path, folder.File("LeNet.safetensors"));
        folder.Content.ShouldBe(["LeNet.safetensors"]);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository, path)).ReplaceLineEndings("\n");
}
