using System.Globalization;

namespace NetArch.Package.Tests;

/// <summary>From an empty folder to a trained network, and to the first mistake.</summary>
[Collection(PackagesCollection.Name)]
public sealed class ConsoleProjectTests(Packages packages)
{
    [Fact]
    public void A_new_project_trains_can_be_stepped_into_and_fails_where_its_file_is_wrong()
    {
        using var folder = new UserFolder(packages);
        ConsoleProject.Create(folder, packages);

        string built = folder.Dotnet("build", "-c", "Debug", "-warnaserror", "-p:EmitCompilerGeneratedFiles=true").Succeeded();
        built.ShouldContain("0 Warning(s)");
        GeneratedFilesAre(folder);
        DebuggerFindsGeneratedSources(folder);
        ProgramTrains(folder);
        MistakeIsReportedAtItsPlace(folder);
    }

    private static void GeneratedFilesAre(UserFolder folder)
    {
        string[] names = [.. Directory.GetFiles(folder.File("obj"), "*.g.cs", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!)];
        foreach (string name in new[] { "Digits.LeNet.g.cs", "Digits.LeNet.Cpu.g.cs", "Digits.LeNet.Kernels.Cpu.g.cs" }) names.ShouldContain(name);
    }

    private static void DebuggerFindsGeneratedSources(UserFolder folder)
    {
        string[] names = [.. Symbols.OfFile(folder.File("bin/Debug/net10.0/Digits.pdb"))
            .Where(document => document.HasSource || File.Exists(document.Path)).Select(document => Path.GetFileName(document.Path))];
        foreach (string name in new[] { "Digits.LeNet.g.cs", "Digits.LeNet.Cpu.g.cs", "Digits.LeNet.Kernels.Cpu.g.cs" }) names.ShouldContain(name);
    }

    // The program's last line is its accuracy; ten digits guessed blindly would be 0.1.
    private static void ProgramTrains(UserFolder folder)
    {
        string output = CommandLine.Dotnet(folder.Path, "bin/Debug/net10.0/Digits.dll").Succeeded();
        double accuracy = double.Parse(output.Trim().Split('\n')[^1], CultureInfo.CurrentCulture);
        accuracy.ShouldBeGreaterThan(0.9, output);
    }

    private static void MistakeIsReportedAtItsPlace(UserFolder folder)
    {
        string[] lines = folder.Read("LeNet.net.arch").Split('\n');
        int line = Array.FindIndex(lines, text => text.Contains("weights 10_080", StringComparison.Ordinal));
        int column = lines[line].IndexOf("10_080", StringComparison.Ordinal);
        folder.Change("LeNet.net.arch", "10_080", "1_080");

        Ended build = folder.Dotnet("build", "--no-restore");

        build.ExitCode.ShouldBe(1, build.Output);
        string error = $"LeNet.net.arch({line + 1},{column + 1}): error ARCH3002: F6: fc 84 over 120 inputs has 120 * 84 = 10,080 weights; the file says 1,080";
        build.Output.ShouldContain(error);
        ThisBuild.Read("Package/README.md").ShouldContain(error);
        build.Output.ShouldContain("1 Error(s)");
    }
}
