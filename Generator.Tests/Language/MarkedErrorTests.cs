using NetArch.Dsl;

namespace NetArch.Generator.Tests.Language;

public sealed class MarkedErrorTests
{
    /// <summary>What only the generator reports; its own tests show these.</summary>
    private static readonly string[] OfTheGenerator = ["ARCH0003", "ARCH3005", "ARCH3006", "ARCH4001", "ARCH5001", "ARCH5002", "ARCH5003", "ARCH5004"];

    /// <summary>Texts too large or too odd to stand in a file.</summary>
    private static readonly string[] OnlyInExtremes =
    [
        "binary", "ten megabytes of opening parentheses", "a megabyte of opening parentheses", "a megabyte of closing braces", "a statement of a megabyte",
        "layer names without end", "a chain of ten thousand blocks",
    ];

    public static TheoryData<string> Cases => new(CaseFile.Names("Errors"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_marked_error_and_no_other_is_reported(string name)
    {
        CaseFile file = CaseFile.Read("Errors", name);
        CheckedFile result = ArchCompilation.Compile(name, file.Text);
        string.Join("\n", file.Found(result.Diagnostics)).ShouldBe(string.Join("\n", file.Expected()));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_span_says_the_same_place_in_offsets_and_in_lines(string name)
    {
        CaseFile file = CaseFile.Read("Errors", name);
        foreach (ArchDiagnostic diagnostic in ArchCompilation.Compile(name, file.Text).Diagnostics)
        {
            SourceSpan span = diagnostic.Span;
            PlaceOf(file.Text, span.Start).ShouldBe((span.StartLine, span.StartColumn));
            PlaceOf(file.Text, span.End).ShouldBe((span.EndLine, span.EndColumn));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Windows_line_ends_change_no_message_and_no_line(string name)
    {
        CaseFile file = CaseFile.Read("Errors", name);
        static IEnumerable<string> Show(string path, string text) => ArchCompilation.Compile(path, text).Diagnostics.Select(diagnostic => diagnostic.ToString());
        Show(name, file.Text.Replace("\n", "\r\n", StringComparison.Ordinal)).ShouldBe(Show(name, file.Text));
    }

    [Fact]
    public void Every_id_has_a_case()
    {
        IEnumerable<ArchDiagnostic> inCases = CaseFile.Names("Errors").SelectMany(name => ArchCompilation.Compile(name, CaseFile.Read("Errors", name).Text).Diagnostics);
        IEnumerable<ArchDiagnostic> inExtremes = OnlyInExtremes.SelectMany(name => ExtremeTexts.Compile(name).File!.Diagnostics);
        string[] shown = [.. inCases.Concat(inExtremes).Select(diagnostic => diagnostic.Definition.Id).Distinct()];
        DiagnosticDefinitions.All.Select(definition => definition.Id).Except(shown).ShouldBe(OfTheGenerator, ignoreOrder: true);
    }

    [Fact]
    public void Ids_are_unique_and_in_order()
    {
        string[] ids = [.. DiagnosticDefinitions.All.Select(definition => definition.Id)];
        ids.ShouldBe(ids.Distinct().Order(StringComparer.Ordinal));
        ids.ShouldAllBe(id => id.StartsWith("ARCH", StringComparison.Ordinal) && id.Length == 8 && id[4] <= '5');
    }

    [Fact]
    public void Every_field_of_the_table_is_in_it()
    {
        IEnumerable<object?> fields = typeof(DiagnosticDefinitions).GetFields().Select(field => field.GetValue(null));
        fields.ShouldBe(DiagnosticDefinitions.All, ignoreOrder: true);
    }

    private static (int Line, int Column) PlaceOf(string text, int offset) =>
        (text[..offset].Count(character => character == '\n'), offset - (text[..offset].LastIndexOf('\n') + 1));
}
