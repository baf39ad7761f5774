using System.Reflection;

namespace NetArch.Package.Tests;

/// <summary>What the build of these tests recorded.</summary>
internal static class ThisBuild
{
    private static readonly AssemblyMetadataAttribute[] Metadata =
        [.. typeof(ThisBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()];

    public static string Configuration => Value("Configuration");

    public static string Repository => Value("Repository");

    /// <summary>As <c>linux-x64</c>.</summary>
    public static string RuntimeIdentifier => Value("RuntimeIdentifier");

    /// <summary>Where this machine keeps the packages that it has.</summary>
    public static string PackageRoot => Value("NuGetPackageRoot");

    /// <summary>The projects that become packages; built, and not yet packed.</summary>
    public static IEnumerable<string> PackedProjects => Value("PackedProjects").Split(';');

    public static string Read(string path) => File.ReadAllText(Path.Combine(Repository, path)).ReplaceLineEndings("\n");

    private static string Value(string key) => Metadata.Single(data => data.Key == key).Value!;
}
