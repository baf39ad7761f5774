using NetArch.Generator.Tests.Generation;
using NetArch.Testing;

namespace NetArch.Generator.Tests.Library;

/// <summary>What <c>NetArch.Testing</c> gives is what a build does.</summary>
public class ArchCompilerTests
{
    [Fact]
    public void Its_sources_are_those_of_the_generator_byte_for_byte()
    {
        GeneratorRun run = GeneratorRun.Of(("LeNet.net.arch", TestSources.Sample("LeNet")), ("Tiny.net.arch", NetworkTexts.Tiny));
        CompilerOutput output = ArchCompiler.CompileFiles([Sample("LeNet"), Written("Tiny.net.arch", NetworkTexts.Tiny)], "Project");

        output.Findings.ShouldBeEmpty();
        output.Sources.Select(source => source.Name).ShouldBe(run.Hints, ignoreOrder: true);
        foreach (GeneratedSource source in output.Sources) source.Text.ShouldBe(run.File(source.Name), source.Name);
    }

    [Fact]
    public void Its_summary_is_the_constant_of_the_class_and_its_plan_that_of_the_program()
    {
        CompilerOutput output = ArchCompiler.CompileFile(Sample("LeNet"));

        foreach (string line in output.Network.Summary.Split('\n')) output.Source("LeNet.g.cs").Text.ShouldContain(line);
        foreach (string line in output.Network.Plan.Split('\n')) output.Source("LeNet.Cpu.g.cs").Text.ShouldContain(line.TrimEnd());
    }

    [Fact]
    public void A_finding_says_what_a_build_says_and_which_text_it_flags()
    {
        Finding finding = ArchCompiler.CompileText(NetworkTexts.Tiny.Replace("fc 8", "fc 8 -> 9"), "Tiny.net.arch").Findings.ShouldHaveSingleItem();

        finding.ShouldBe(new Finding("ARCH3001", FindingSeverity.Error, "Tiny.net.arch", 3, 21, "9", finding.Message));
        finding.ToString().ShouldBe($"Tiny.net.arch(3,21): error ARCH3001: {finding.Message}");
    }

    [Fact]
    public void What_only_shows_with_the_plan_or_across_files_is_found_too()
    {
        string twice = NetworkTexts.Other.Replace("softmax", "softmax; expect training <= 1 KiB batch 4");
        CompilerOutput output = ArchCompiler.CompileFiles([Written("A.net.arch", NetworkTexts.Other), Written("B.net.arch", twice)]);

        output.HasErrors.ShouldBeTrue();
        output.Findings.Select(finding => finding.Id).ShouldBe(["ARCH1004", "ARCH3005"], ignoreOrder: true);
    }

    [Fact]
    public void Files_see_each_others_blocks() => ArchCompiler
        .CompileFiles([Written("Blocks.net.arch", "block Pair(n) { fc n; relu }"), Written("Uses.net.arch", "network Uses { input 3; Pair(4); fc 2; softmax }")])
        .Network.Name.ShouldBe("Uses");

    [Fact]
    public void The_text_of_everything_depends_on_no_folder()
    {
        string text = NetworkTexts.Tiny.Replace("fc 8", "fc 8 -> ?");
        string first = ArchCompiler.CompileFile(Written("Tiny.net.arch", text)).ToString(), second = ArchCompiler.CompileText(text, "Tiny.net.arch").ToString();

        first.ShouldBe(second);
        first.ShouldStartWith("Tiny.net.arch(3,21): warning ARCH3007: ");
        first.ShouldContain("\ninfer: ");
    }

    [Fact]
    public void Without_the_one_network_the_error_has_the_findings() =>
        Should.Throw<InvalidOperationException>(() => ArchCompiler.CompileText("network Broken { input 3; fcc 2 }").Network).Message.ShouldContain("ARCH1001");

    private static string Sample(string network) => Path.Combine(TestSources.RepositoryDirectory, "Samples", "Networks", network + ".net.arch");

    private static string Written(string name, string text)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("netarch-").FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
