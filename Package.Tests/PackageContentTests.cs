using System.IO.Compression;
using System.Xml.Linq;

namespace NetArch.Package.Tests;

/// <summary>What lies in the packages.</summary>
[Collection(PackagesCollection.Name)]
public sealed class PackageContentTests(Packages packages)
{
    [Fact]
    public void NetArch_has_the_compiler_beside_its_dependencies_the_runtime_and_the_build_files()
    {
        Files("NetArch").ShouldBe(
            [
                "README.md", "THIRD-PARTY-NOTICES.txt",
                "analyzers/dotnet/cs/NetArch.Dsl.dll", "analyzers/dotnet/cs/NetArch.Generator.dll", "analyzers/dotnet/cs/Sprache.dll",
                "build/NetArch.props", "build/NetArch.targets", "lib/net10.0/NetArch.dll", "lib/net10.0/NetArch.xml",
            ],
            ignoreOrder: true);
        Dependencies("NetArch").ShouldBeEmpty();
    }

    [Fact]
    public void The_build_files_are_those_that_this_repository_builds_with()
    {
        Text("NetArch", "build/NetArch.props").ShouldBe(ThisBuild.Read("build/NetArch.props"));
        Text("NetArch", "build/NetArch.targets").ShouldBe(ThisBuild.Read("build/NetArch.targets"));
    }

    [Fact]
    public void NetArch_Testing_brings_the_compiler_as_a_library()
    {
        Files("NetArch.Testing").ShouldBe(
            [
                "README.md", "lib/net10.0/NetArch.Dsl.dll", "lib/net10.0/NetArch.Generator.dll", "lib/net10.0/NetArch.Testing.dll",
                "lib/net10.0/NetArch.Testing.xml",
            ],
            ignoreOrder: true);
        Dependencies("NetArch.Testing").ShouldBe(["Sprache"]);
    }

    [Theory]
    [InlineData("NetArch", "lib/net10.0/NetArch.dll", "Runtime/NetArchException.cs")]
    [InlineData("NetArch", "analyzers/dotnet/cs/NetArch.Generator.dll", "Generator/NetworkGenerator.cs")]
    [InlineData("NetArch", "analyzers/dotnet/cs/NetArch.Dsl.dll", "Dsl/ArchCompilation.cs")]
    [InlineData("NetArch.Testing", "lib/net10.0/NetArch.Testing.dll", "Testing/NetArch.Testing/ArchCompiler.cs")]
    public void An_assembly_carries_its_symbols_and_sources(string package, string assembly, string source)
    {
        using ZipArchive archive = ZipFile.OpenRead(packages.File(package));
        using Stream content = archive.GetEntry(assembly)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        Symbols.OfAssembly(copy.ToArray()).ShouldContain(document => document.HasSource && document.Path.EndsWith(source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NetArch")]
    [InlineData("NetArch.Testing")]
    [InlineData("NetArch.Templates")]
    public void A_package_says_what_it_is_and_under_which_licence(string package)
    {
        XElement metadata = Metadata(package);
        Value(metadata, "license").ShouldBe("MIT");
        Value(metadata, "readme").ShouldBe("README.md");
        Value(metadata, "description").Length.ShouldBeGreaterThan(40);
        Value(metadata, "version").ShouldBe(packages.Version);
    }

    private static string Value(XElement metadata, string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

    private XElement Metadata(string package) => XDocument.Parse(Text(package, package + ".nuspec")).Root!.Elements().Single();

    private string[] Dependencies(string package) =>
        [.. Metadata(package).Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value)];

    private string Text(string package, string file)
    {
        using ZipArchive archive = ZipFile.OpenRead(packages.File(package));
        using var reader = new StreamReader(archive.GetEntry(file)!.Open());
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    // Without what every package has for the format's sake.
    private string[] Files(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(packages.File(package));
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name =>
            !name.EndsWith(".nuspec", StringComparison.Ordinal) && !name.StartsWith("_rels/", StringComparison.Ordinal)
            && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")];
    }
}
