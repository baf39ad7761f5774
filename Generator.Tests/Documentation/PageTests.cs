using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetArch.Generator.Tests.Generation;

namespace NetArch.Generator.Tests.Documentation;

/// <summary>Every example of the documentation is what it says it is.</summary>
public sealed class PageTests
{
    // What a project has that the examples are pasted into: the names that they leave to the reader, and the usual usings.
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using NetArch; global using Project;\n"
        + "namespace Project { internal static class OtherCode; }\n";

    private const string Names = "string folder = \"data\", file = \"LeNet.safetensors\";\n";

    public static TheoryData<string> Pages => [.. Page.Paths];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_networks_are_without_a_finding(string path)
    {
        if (new Page(path).Networks is { Length: > 0 } networks) GeneratorRun.Of(networks).Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_fragments_and_its_mistakes_are_what_they_say(string path)
    {
        foreach (CodeFence fence in new Page(path).Fences.Where(fence => fence.Language == "net.arch" && fence.Purpose.Length > 0))
        {
            string[] words = fence.Purpose.Split(' ');
            string text = words[0] == "in" ? $"network Example {{\ninput {words[1]}\n{fence.Text}}}\n" : fence.Text;
            string[] expected = words[0] == "with" ? words[1..] : [];
            new[] { "in", "alone", "with" }.ShouldContain(words[0], $"{path}, line {fence.Line}");
            GeneratorRun.Of(("Example.net.arch", text)).Diagnostics.Select(finding => finding.Id).ShouldBe(expected, ignoreOrder: true, $"{path}, line {fence.Line}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_program_compiles(string path)
    {
        var page = new Page(path);
        if (page.Program.Length == 0 && !page.CSharpFiles.Any()) return;
        GeneratorRun run = GeneratorRun.Of(new ProjectSettings { Code = Usings }, page.Networks);
        var options = (CSharpParseOptions)run.Input.SyntaxTrees[0].Options;
        CSharpCompilation project = run.Output
            .AddSyntaxTrees(page.CSharpFiles.Select(code => CSharpSyntaxTree.ParseText(code, options)))
            .AddReferences(new[] { typeof(Testing.ArchCompiler), typeof(Assert), typeof(FactAttribute) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)));
        if (page.Program.Length > 0)
        {
            project = project
                .AddSyntaxTrees(CSharpSyntaxTree.ParseText(WithUsingsFirst(page.Program), options))
                .WithOptions(run.Output.Options.WithOutputKind(OutputKind.ConsoleApplication));
        }

        project.GetDiagnostics().Where(finding => finding.Severity == DiagnosticSeverity.Error).Select(finding => finding.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Its_links_lead_to_files(string path)
    {
        string folder = Path.GetDirectoryName(Path.Combine(TestSources.RepositoryDirectory, path))!;
        foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(new Page(path).Text, @"\]\((?<to>[^)#:]+)(#[^)]*)?\)"))
        {
            string target = Path.Combine(folder, link.Groups["to"].Value);
            (File.Exists(target) || Directory.Exists(target)).ShouldBeTrue($"{path} links to {link.Groups["to"].Value}");
        }
    }

    // A program is made of several examples, of which each may begin with what it uses.
    private static string WithUsingsFirst(string program)
    {
        string[] lines = program.Split('\n');
        static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal);
        return string.Join('\n', lines.Where(IsUsing).Where(line => line != "using Digits;").Distinct()) + "\n" + Names + string.Join('\n', lines.Where(line => !IsUsing(line)));
    }
}
