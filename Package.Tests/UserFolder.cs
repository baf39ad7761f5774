namespace NetArch.Package.Tests;

/// <summary>An empty folder outside of the repository, on a machine whose feeds have NetArch's packages.</summary>
internal sealed class UserFolder : IDisposable
{
    /// <summary>Packages that the machine has are taken from it, all others go into this folder and with it.</summary>
    public UserFolder(Packages packages)
    {
        Write("nuget.config",
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="netarch" value="{packages.Folder}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{ThisBuild.PackageRoot}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("netarch-user-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Read(string name) => System.IO.File.ReadAllText(File(name));

    public void Write(string name, string text) => System.IO.File.WriteAllText(File(name), text);

    public void Change(string name, string from, string to)
    {
        Read(name).ShouldContain(from);
        Write(name, Read(name).Replace(from, to));
    }

    public Ended Dotnet(params IEnumerable<string> arguments) => CommandLine.Dotnet(Path, arguments);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
