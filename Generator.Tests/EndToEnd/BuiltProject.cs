using System.Diagnostics;

namespace NetArch.Generator.Tests.EndToEnd;

/// <summary>A real project on disk, built by the real compiler with the generator that the tests were built with.</summary>
public sealed class BuiltProject : IDisposable
{
    private readonly string directory = Path.Combine(Path.GetTempPath(), "netarch-" + Guid.NewGuid().ToString("N"));

    public BuiltProject(string properties = "")
    {
        Directory.CreateDirectory(directory);
        // Nothing that lies above the folder may reach into the project.
        foreach (string name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            Write(name, "<Project />");
        string build = Path.Combine(TestSources.RepositoryDirectory, "build"), tests = AppContext.BaseDirectory;
        Write("Project.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{build}/NetArch.props" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{tests}NetArch.dll" />
                <Analyzer Include="{tests}NetArch.Generator.dll;{tests}NetArch.Dsl.dll;{tests}Sprache.dll" />
              </ItemGroup>
              <Import Project="{build}/NetArch.targets" />
            </Project>
            """);
    }

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(directory, name), text);

    public void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(directory, name), content);

    /// <summary>Builds, and gives what the build printed.</summary>
    public (int ExitCode, string Output) Build(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in new[] { "build", "-nologo", "-v:q", "-nodeReuse:false", "-p:UseSharedCompilation=false" }.Concat(arguments))
            start.ArgumentList.Add(argument);
        // What the test run's own MSBuild left for its children would lead this one astray.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
