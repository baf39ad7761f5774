using NetArch.Dsl;
using NetArch.Dsl.Fixes;

namespace NetArch.Generator.Tests.Fixes;

/// <summary>Every fix is applied and the file checked again: the finding is gone, and nothing else has changed.</summary>
public sealed class FixDiagnosticsTests
{
    private const string Path = "Net.net.arch";

    [Theory]
    [InlineData("conv 6 5x5 -> 6x4x4", "ARCH3001", "Write 6x28x28", "conv 6 5x5 -> 6x28x28")]
    [InlineData("conv 6 5x5 -> ?", "ARCH3007", "Write 6x28x28", "conv 6 5x5 -> 6x28x28")]
    [InlineData("fc 84 weights 1_080 biases 84", "ARCH3002", "Write 86_016", "fc 84 weights 86_016 biases 84")]
    [InlineData("fc 84 params ?", "ARCH3008", "Write 86_100", "fc 84 params 86_100")]
    [InlineData("fc 84 params < 86_100", "ARCH3002", "Write 86_101", "fc 84 params < 86_101")]
    [InlineData("fc 84 params > 86100", "ARCH3002", "Write 86_099", "fc 84 params > 86_099")]
    [InlineData("fc 84 macs <= 15k", "ARCH3002", "Write 86_016", "fc 84 macs <= 86_016")]
    [InlineData("batchnorm running 3", "ARCH3002", "Write 2", "batchnorm running 2")]
    [InlineData("batchnorm trainable (1 + 2) * 3 frozen", "ARCH0011", null, null)]
    [InlineData("residual { fc 3 } shortcut { fc 3 } -> 4 params 7", "ARCH3001", "Write 3", "residual { fc 3 } shortcut { fc 3 } -> 3 params 7")]
    [InlineData("fc 4\nexpect trainable 7", "ARCH3004", "Write 4_100", "fc 4\nexpect trainable 4_100")]
    [InlineData("conv 6 5x5 stride 2 frozen -> ?", "ARCH2003", "Say floor", "conv 6 5x5 stride 2 frozen floor -> ?")]
    [InlineData("maxpool 3x3 stride 2", "ARCH2003", "Say floor", "maxpool 3x3 stride 2 floor")]
    [InlineData("maxpool 3x3 stride 2 params 0", "ARCH2003", "Say ceil", "maxpool 3x3 stride 2 ceil params 0")]
    [InlineData("conv 6 5x5 stride 3 pad 1", "ARCH2003", "Say pad 3", "conv 6 5x5 stride 3 pad 3")]
    [InlineData("conv 6 34x34", "ARCH2004", "Say pad 1", "conv 6 34x34 pad 1")]
    [InlineData("maxpool 2x2 stride 1 pad 2", "ARCH2016", "Say pad 1", "maxpool 2x2 stride 1 pad 1")]
    [InlineData("cnov 6 5x5", "ARCH1001", "Change to 'conv'", "conv 6 5x5")]
    [InlineData("Twise(4)", "ARCH1002", "Change to 'Twice'", "Twice(4)")]
    [InlineData("Twice(unit: 4)", "ARCH1017", "Change to 'units'", "Twice(units: 4)")]
    [InlineData("Same", "ARCH1033", "Change to 'Same()'", "Same()")]
    [InlineData("conv 6 5x5 stide 1", "ARCH0011", "Change to 'stride'", "conv 6 5x5 stride 1")]
    [InlineData("fc 4 weigths 4_096", "ARCH0011", "Change to 'weights'", "fc 4 weights 4_096")]
    [InlineData("Wrong(4)", "ARCH1003", "Change to 'units'", null)]
    public void A_fix_mends_its_finding_and_nothing_else(string statement, string id, string? title, string? mended)
    {
        ArchProject before = Project(statement);
        ArchDiagnostic found = before.Diagnostics.First(diagnostic => diagnostic.Definition.Id == id);
        IReadOnlyList<Fix> fixes = FixDiagnostics.For(before, found);
        if (title is null)
        {
            fixes.ShouldBeEmpty();
            return;
        }

        Fix fix = fixes.Single(fix => fix.Title == title);
        ArchProject after = TextEdits.Apply(before, fix.Edits);
        if (mended is not null) after.Find(Path)!.Text.ShouldBe(Project(mended).Find(Path)!.Text);
        string[] others = [.. before.Diagnostics.Where(other => other != found).Select(other => other.Definition.Id)];
        after.Diagnostics.Select(other => other.Definition.Id).Except(["ARCH3007"]).ShouldBe(others.Except(["ARCH3007"]));
    }

    [Fact]
    public void Every_wrong_number_of_a_file_is_mended_at_once()
    {
        string text = TestSources.Sample("LeNet");
        string wrong = text.Replace("10_080", "1_080", StringComparison.Ordinal).Replace("61_684", "52_684", StringComparison.Ordinal)
            .Replace("params 850", "params ?", StringComparison.Ordinal).Replace("C5: fc", "C5: fcc", StringComparison.Ordinal);
        ArchProject project = ArchProject.Check([(Path, wrong)]);
        // The misspelled layer hides what comes behind it; mended, the rest shows and is mended in its turn.
        for (int round = 0; round < 2; round++) project = TextEdits.Apply(project, FixDiagnostics.All(project, project.Diagnostics).Edits);
        project.Diagnostics.ShouldBeEmpty();
        project.Find(Path)!.Text.ShouldBe(text);
    }

    [Fact]
    public void A_claim_in_a_block_is_mended_where_one_value_is_true_of_all_uses()
    {
        const string Block = "block B(n) {\n    fc n params 5\n    fc 3 -> 4\n}\n";
        ArchProject one = ArchProject.Check([(Path, Block), ("Use.net.arch", "network N { input 4; B(2); B(2) }")]);
        Titles(one).ShouldBe(["ARCH3001: Write 3"]);
        ArchProject same = ArchProject.Check([(Path, Block), ("Use.net.arch", "network N { input 4; B(2); fc 4; B(2) }")]);
        Titles(same).ShouldBe(["ARCH3002: Write 10", "ARCH3001: Write 3"]);
        TextEdits.Apply(same, FixDiagnostics.All(same, same.Diagnostics).Edits).Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_padding_is_not_offered_in_a_block() => Titles(ArchProject.Check([(Path, "block B() { conv 6 3x3 stride 3 }\nnetwork N { input 1x7x7; B() }")]))
        .ShouldBe(["ARCH2003: Say floor"]);

    [Fact]
    public void Every_fix_of_every_case_leaves_fewer_findings_of_its_kind_at_its_place()
    {
        foreach (string name in Language.CaseFile.Names("Errors"))
        {
            ArchProject project = ArchProject.Check([(name, Language.CaseFile.Read("Errors", name).Text)]);
            foreach (ArchDiagnostic found in project.Diagnostics)
            {
                foreach (Fix fix in FixDiagnostics.For(project, found))
                {
                    ArchProject after = TextEdits.Apply(project, fix.Edits);
                    after.Diagnostics
                        .ShouldNotContain(other => other.Definition == found.Definition && other.Span.Start == found.Span.Start && other.Message == found.Message, $"{fix.Title} for {found}");
                }
            }
        }
    }

    [Fact]
    public void Edits_that_overlap_are_refused()
    {
        var span = new SourceSpan(0, 2, 0, 0, 0, 2);
        TextEdit[] edits = [new TextEdit("a", span, "x"), new TextEdit("a", span with { Start = 1 }, "y")];
        Should.Throw<ArgumentException>(() => TextEdits.Apply("a", "abc", edits));
        TextEdits.AreApart(edits).ShouldBeFalse();
        TextEdits.Apply("a", "abc", [edits[0], new TextEdit("b", span, "y")]).ShouldBe("xc");
    }

    private static IEnumerable<string> Titles(ArchProject project) => project.Diagnostics
        .SelectMany(found => FixDiagnostics.For(project, found).Select(fix => $"{found.Definition.Id}: {fix.Title}"));

    private static ArchProject Project(string statement) => ArchProject.Check(
    [
        ("Blocks.net.arch", "block Twice(units) { fc 2 * units }\nblock Same(n = 3) { fc n }\nblock Wrong(units) { fc unis }"),
        (Path, $"network N {{\n    input 1x32x32\n    {statement}\n}}\n"),
    ]);
}
