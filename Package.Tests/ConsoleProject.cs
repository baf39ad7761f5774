namespace NetArch.Package.Tests;

/// <summary>What a new user has after <c>dotnet new console</c>, <c>dotnet add package NetArch</c> and the two texts of the package's README.</summary>
internal static class ConsoleProject
{
    public const string Name = "Digits";

    public static void Create(UserFolder folder, Packages packages)
    {
        folder.Dotnet("new", "console", "-n", Name, "-o", ".", "--no-restore").Succeeded();
        folder.Change($"{Name}.csproj", "</PropertyGroup>",
            $"""
            </PropertyGroup>
              <ItemGroup><PackageReference Include="NetArch" Version="{packages.Version}" /></ItemGroup>
            """);
        string readme = ThisBuild.Read("Package/README.md");
        folder.Write("LeNet.net.arch", Between(readme, "```net.arch\n", "```")["```net.arch\n".Length..]);
        folder.Write("Program.cs", Between(readme, "```csharp\n", "```")["```csharp\n".Length..]);
    }

    private static string Between(string text, string from, string to)
    {
        int start = text.IndexOf(from, StringComparison.Ordinal);
        return text[start..text.IndexOf(to, start + from.Length, StringComparison.Ordinal)];
    }
}
