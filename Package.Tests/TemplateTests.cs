using System.Xml.Linq;

namespace NetArch.Package.Tests;

/// <summary><c>dotnet new netarch</c>.</summary>
[Collection(PackagesCollection.Name)]
public sealed class TemplateTests(Packages packages)
{
    [Fact]
    public void Two_commands_give_a_trained_network_and_a_third_runs_its_test()
    {
        using var folder = new UserFolder(packages);
        // Templates of its own, so that those of this machine's user stay as they are.
        string hive = folder.File("hive");
        folder.Dotnet("new", "install", packages.File("NetArch.Templates"), "--debug:custom-hive", hive).Succeeded();

        // A name that is no identifier.
        folder.Dotnet("new", "netarch", "-n", "My-Digits", "--debug:custom-hive", hive).Succeeded();
        string output = folder.Dotnet("run", "--project", "My-Digits").Succeeded();
        output.ShouldContain("epoch 5/5");
        output.ShouldMatch(@"9\d[.,]\d\d\s?% of 4[.,]000 digits that it has not seen");
        File.Exists(folder.File("LeNet.safetensors")).ShouldBeTrue();

        folder.Dotnet("test", "My-Digits.Tests").Succeeded().ShouldMatch(@"Passed:\s+1\b");
        folder.Change("My-Digits/LeNet.net.arch", "C1: conv 6 5x5 nobias       -> 6x28x28    weights 150", "C1: conv 6 5x5");
        Ended failed = folder.Dotnet("test", "My-Digits.Tests");
        failed.ExitCode.ShouldNotBe(0);
        failed.Output.ShouldContain("ARCH3004");
    }

    [Fact]
    public void Its_program_is_short() => ThisBuild.Read("Templates/netarch/NetArchApp/Program.cs").Split('\n').Length.ShouldBeLessThan(30);

    [Fact]
    public void Its_test_project_has_the_versions_that_this_repository_tests_with()
    {
        Dictionary<string, string> central = Versions("Directory.Packages.props", "PackageVersion");
        foreach ((string package, string version) in Versions("Templates/netarch/NetArchApp.Tests/NetArchApp.Tests.csproj", "PackageReference"))
            version.ShouldBe(package == "NetArch.Testing" ? "VERSION_OF_NETARCH" : central[package], package);
    }

    private static Dictionary<string, string> Versions(string file, string element) => XDocument.Parse(ThisBuild.Read(file))
        .Descendants(element).ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")!.Value);
}
