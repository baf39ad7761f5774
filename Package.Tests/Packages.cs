namespace NetArch.Package.Tests;

/// <summary>This repository's packages, made once for all tests, under a version that no cache can have.</summary>
public sealed class Packages : IDisposable
{
    public Packages()
    {
        foreach (string project in ThisBuild.PackedProjects)
        {
            CommandLine.Dotnet(
                ThisBuild.Repository, "pack", project, "-c", ThisBuild.Configuration, "--no-build", "-o", Folder, $"-p:Version={Version}", "-v:q")
                .Succeeded();
        }
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("netarch-packages-").FullName;

    internal string Version { get; } = $"0.1.0-test{DateTime.UtcNow:yyyyMMddHHmmssfff}";

    internal string File(string package) => Path.Combine(Folder, $"{package}.{Version}.nupkg");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

[CollectionDefinition(Name)]
public sealed class PackagesCollection : ICollectionFixture<Packages>
{
    public const string Name = "Packages";
}
