using NetArch.Dsl;
using NetArch.Dsl.Fixes;
using NetArch.Dsl.Formatting;
using NetArch.Dsl.Semantics;

namespace NetArch.Generator.Tests.Fuzzing;

/// <summary>Everything the language's library does, done to one text; what must hold for any text is asserted.</summary>
internal sealed class FuzzChecks(FuzzText fuzz, FuzzClock clock)
{
    private const string Path = "Fuzz.net.arch";

    private const int MostFixes = 10;

    private static readonly (string, string) Blocks = ("Blocks.net.arch", Execution.Statements.Blocks);

    private readonly string text = fuzz.Text;
    private readonly Random random = fuzz.Random;

    public void Run()
    {
        (ArchProject project, ArchDiagnostic[] found) = clock.Time("check", () =>
        {
            ArchProject checkedProject = ArchProject.Check([(Path, text), Blocks]);
            return (checkedProject, checkedProject.DiagnosticsOf(Path).ToArray());
        });
        foreach (ArchDiagnostic diagnostic in found) IsIn(diagnostic.Span);
        Format();
        Fix(project, found);
        Ask(SemanticModel.Of(project, Path));
    }

    private void Format()
    {
        FormattedText formatted = clock.Time("format", () => ArchFormatter.Format(Path, text));
        formatted.Obstacles.Select(found => found.Definition.Id).ShouldNotContain(DiagnosticDefinitions.CompilerFault.Id);
        if (formatted.IsRefused) formatted.Text.ShouldBe(text);
        else ArchFormatter.Format(Path, formatted.Text).Text.ShouldBe(formatted.Text);
    }

    private void Fix(ArchProject project, ArchDiagnostic[] found)
    {
        ArchDiagnostic[] mendable = [.. found.Where(diagnostic => diagnostic.Remedies.Count > 0)];
        random.Shuffle(mendable);
        foreach (ArchDiagnostic diagnostic in mendable.Take(MostFixes))
        {
            foreach (Fix fix in clock.Time("find fixes", () => FixDiagnostics.For(project, diagnostic))) Mends(project, fix, diagnostic);
        }

        TextEdits.AreApart(clock.Time("find all fixes", () => FixDiagnostics.All(project, found)).Edits).ShouldBeTrue();
        if (clock.Time("annotate", () => AnnotateDefinitions.OfFile(project, Path)) is { } annotate) _ = TextEdits.Apply(project, annotate.Edits).Diagnostics;
    }

    private void Mends(ArchProject project, Fix fix, ArchDiagnostic diagnostic)
    {
        ArchProject after = TextEdits.Apply(project, fix.Edits);
        clock.Time("check a changed file", () => after.DiagnosticsOf(Path)).ShouldNotContain(
            other => other.Definition == diagnostic.Definition && other.Span.Start == diagnostic.Span.Start && other.Message == diagnostic.Message, $"{fix.Title} for {diagnostic}");
    }

    private void Ask(SemanticModel model)
    {
        foreach (SemanticToken token in clock.Time("tokens", model.Tokens)) IsIn(token.Span);
        foreach (InlayHint hint in clock.Time("hints", model.InlayHints)) IsIn(hint.Place);
        foreach (Symbol symbol in model.Symbols) text.Substring(symbol.Span.Start, symbol.Span.Length).ShouldBe(symbol.Name);
        clock.Time("outline", model.Outline);
        clock.Time("foldings", model.Foldings);
        for (int round = 0; round < 4; round++)
        {
            int offset = random.Next(text.Length + 1);
            clock.Time("hover", () => model.HoverAt(offset));
            clock.Time("references", () => model.ReferencesAt(offset));
            foreach (Completion completion in clock.Time("completions", () => model.CompletionsAt(offset))) IsIn(completion.Replaces);
            clock.Time("rename", () => model.RenameAt(offset, "Renamed"));
        }
    }

    private void IsIn(SourceSpan span)
    {
        span.Start.ShouldBeGreaterThanOrEqualTo(0);
        span.End.ShouldBeLessThanOrEqualTo(text.Length);
    }
}
