using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetArch.Dsl;
using NetArch.Generator.Tests.Generation;

namespace NetArch.Generator.Tests.Language;

/// <summary>Every finding has a page, whose examples are true, and a line in the list of releases.</summary>
public sealed partial class DiagnosticPageTests
{
    /// <summary>What no example can show: texts too large, files that are none, a project's settings, a mistake of the compiler.</summary>
    private static readonly string[] WithoutExample =
        ["ARCH0001", "ARCH0002", "ARCH0003", "ARCH0013", "ARCH1028", "ARCH1032", "ARCH4001", "ARCH5002", "ARCH5003", "ARCH5004"];

    /// <summary>Their messages have figures of the plan, which change as it gets better; they are not quoted.</summary>
    private static readonly string[] WithoutQuote = ["ARCH3005", "ARCH3006"];

    private static readonly string Folder = Path.Combine(TestSources.RepositoryDirectory, "docs", "diagnostics");

    public static TheoryData<string> Ids => new(DiagnosticDefinitions.All.Select(definition => definition.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_example_of_a_page_shows_its_finding_alone_in_the_words_that_the_page_quotes(string id)
    {
        DiagnosticDefinition definition = DiagnosticDefinitions.All.Single(definition => definition.Id == id);
        string page = Read(id);
        page.ShouldStartWith($"# {id}: {definition.Title}\n");
        page.ShouldContain("\n## Cure\n");
        string[] examples = [.. Example().Matches(page).Select(match => match.Groups["text"].Value)];
        if (WithoutExample.Contains(id))
        {
            examples.ShouldBeEmpty();
            return;
        }

        (string Id, string Message)[] found = Findings(examples[0]);
        found.Select(item => item.Id).Distinct().ShouldBe([id]);
        Quote().Matches(page).Select(match => match.Groups["message"].Value).ShouldBe(WithoutQuote.Contains(id) ? [] : found.Select(item => item.Message));
        if (examples.Length > 1) Findings(examples[1]).ShouldBeEmpty();
    }

    [Fact]
    public void The_index_lists_every_page_and_no_other()
    {
        string index = File.ReadAllText(Path.Combine(Folder, "README.md"));
        foreach (DiagnosticDefinition definition in DiagnosticDefinitions.All) index.ShouldContain($"| [{definition.Id}]({definition.Id}.md) | {definition.Severity.ToString().ToLowerInvariant()} | {definition.Title} |\n");
        Directory.EnumerateFiles(Folder, "ARCH*.md").Select(Path.GetFileNameWithoutExtension).ShouldBe(DiagnosticDefinitions.All.Select(definition => definition.Id), ignoreOrder: true);
    }

    [Fact]
    public void A_finding_links_to_its_page()
    {
        foreach (DiagnosticDefinition definition in DiagnosticDefinitions.All)
        {
            RoslynOutput.Descriptor(definition).HelpLinkUri.ShouldBe($"https://github.com/netarch/netarch/blob/main/docs/diagnostics/{definition.Id}.md");
        }
    }

    /// <summary>What the analyzers RS2000 to RS2008 do for descriptors that are written as constants; these come from a table.</summary>
    [Fact]
    public void Every_finding_is_in_the_list_of_releases_with_its_category_and_severity()
    {
        string[] entries = [.. new[] { "Shipped", "Unshipped" }
            .SelectMany(name => File.ReadLines(Path.Combine(TestSources.RepositoryDirectory, "Generator", $"AnalyzerReleases.{name}.md")))
            .Where(line => line.StartsWith("ARCH", StringComparison.Ordinal))
            .Select(line => string.Join(" | ", line.Split('|').Take(3).Select(cell => cell.Trim())))];
        entries.ShouldBe(DiagnosticDefinitions.All.Select(definition => $"{definition.Id} | NetArch | {definition.Severity}"));
    }

    private static (string, string)[] Findings(string text)
    {
        GeneratorRun run = GeneratorRun.Of(("Net.net.arch", text));
        return [.. run.Diagnostics.OrderBy(found => found.Location.SourceSpan.Start).Select(found => (found.Id, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))];
    }

    private static string Read(string id) => File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n");

    [GeneratedRegex("```net.arch\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^> (?<message>.*)$", RegexOptions.Multiline)]
    private static partial Regex Quote();
}
