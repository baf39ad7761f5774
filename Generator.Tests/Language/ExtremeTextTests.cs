using NetArch.Dsl;

namespace NetArch.Generator.Tests.Language;

public sealed class ExtremeTextTests
{
    public static TheoryData<string> Names => new(ExtremeTexts.ByName.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void No_text_makes_the_compiler_throw_or_need_much_stack(string name)
    {
        (CheckedFile? result, Exception? failure) = ExtremeTexts.Compile(name);
        failure.ShouldBeNull();
        result!.Diagnostics.Count.ShouldBeLessThanOrEqualTo(DiagnosticCollector.Maximum + 1);
        result.Diagnostics.ShouldAllBe(diagnostic => diagnostic.Message.Length < 2_000);
    }

    [Theory]
    [InlineData("nothing", "ARCH0004")]
    [InlineData("binary", "ARCH0002")]
    [InlineData("not UTF-8", "ARCH0002")]
    [InlineData("ten megabytes of opening parentheses", "ARCH0001")]
    [InlineData("a megabyte of opening parentheses", "ARCH0006")]
    [InlineData("one word of a megabyte", "ARCH0005")]
    [InlineData("a statement of a megabyte", "ARCH0005")]
    [InlineData("arguments of a megabyte", "ARCH0005")]
    [InlineData("one comment of a megabyte", "ARCH0004")]
    [InlineData("a dimension of 10^18", "ARCH0012")]
    [InlineData("one number of a thousand digits", "ARCH0012")]
    [InlineData("a million layers", "ARCH1027")]
    [InlineData("a block that uses itself", "ARCH1021")]
    [InlineData("a cycle of ten thousand blocks", "ARCH1021")]
    [InlineData("a repeat of a billion", "ARCH1026")]
    [InlineData("empty repeats within each other", "ARCH1027")]
    [InlineData("braces deeper than allowed", "ARCH0006")]
    [InlineData("layer names without end", "ARCH1032")]
    public void One_extreme_is_one_clear_error(string name, string id) => ExtremeTexts
        .Compile(name).File!.Diagnostics
        .Select(diagnostic => diagnostic.Definition.Id).ShouldBe([id]);

    [Theory]
    [InlineData("residuals within each other")]
    [InlineData("parentheses within each other")]
    [InlineData("a long sum")]
    [InlineData("forty thousand networks")]
    public void What_is_within_the_limits_is_no_error(string name) =>
        ExtremeTexts.Compile(name).File!.Diagnostics.ShouldBeEmpty();

    [Theory]
    [InlineData("a megabyte of unknown words")]
    [InlineData("a megabyte of closing braces")]
    [InlineData("a thousand names for one network")]
    public void More_mistakes_than_a_person_reads_end_in_one_line_that_says_so(string name)
    {
        CheckedFile result = ExtremeTexts.Compile(name).File!;
        result.Diagnostics.Count.ShouldBe(DiagnosticCollector.Maximum + 1);
        result.Diagnostics.Count(diagnostic => diagnostic.Definition == DiagnosticDefinitions.TooManyFindings).ShouldBe(1);
    }

    [Fact]
    public void A_cancelled_check_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Should.Throw<OperationCanceledException>(() => ArchCompilation.Parse("a", "network A { input 4; fc 4 }", source.Token));
        ArchFile file = ArchCompilation.Parse("a", "network A { input 4; fc 4 }");
        Should.Throw<OperationCanceledException>(() => ArchCompilation.Check(file, ArchCompilation.CollectBlocks([file]), source.Token));
    }
}
