using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetArch.Dsl;

namespace NetArch.Generator.Tests.Generation;

/// <summary>Findings reach the compiler with their place, their severity, and none is lost.</summary>
public class DiagnosticsTests
{
    private const string Wrong = "network Tiny {\n    input 4\n    fc 3 params 16\n    softmax\n}\n";

    [Fact]
    public void A_finding_has_the_path_line_and_column_of_the_text_it_speaks_of()
    {
        Diagnostic diagnostic = GeneratorRun.Of(("nets/Tiny.net.arch", Wrong)).Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("ARCH3002");
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        place.Path.ShouldBe("/project/nets/Tiny.net.arch");
        place.StartLinePosition.Line.ShouldBe(2);
        Wrong.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length).ShouldContain("16");
        diagnostic.Location.SourceSpan.Start.ShouldBe(Wrong.IndexOf('\n', Wrong.IndexOf("input", StringComparison.Ordinal)) + 1 + place.StartLinePosition.Character);
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldContain("15");
    }

    [Theory]
    [InlineData(ReportDiagnostic.Warn, DiagnosticSeverity.Warning)]
    [InlineData(ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    public void A_severity_is_set_as_for_any_other_analyzer(ReportDiagnostic set, DiagnosticSeverity shown)
    {
        var settings = new ProjectSettings { Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("ARCH3002", set) };
        GeneratorRun run = GeneratorRun.Of(settings, ("Tiny.net.arch", Wrong));
        run.Diagnostics.ShouldHaveSingleItem().Severity.ShouldBe(shown);
        run.Hints.ShouldContain("Project.Tiny.g.cs");
    }

    [Fact]
    public void A_finding_can_be_switched_off()
    {
        var settings = new ProjectSettings
        {
            Severities = ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("ARCH3002", ReportDiagnostic.Suppress),
        };
        GeneratorRun.Of(settings, ("Tiny.net.arch", Wrong)).Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_in_that_file()
    {
        Diagnostic diagnostic = GeneratorRun.Of(("Gone.net.arch", null)).Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(DiagnosticDefinitions.FileUnreadable.Id);
        diagnostic.Location.GetLineSpan().Path.ShouldBe("/project/Gone.net.arch");
    }

    [Fact]
    public void Other_additional_files_are_left_alone() =>
        GeneratorRun.Of(("notes.txt", "network"), ("x.arch", "(")).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void Code_that_is_not_optimised_is_a_warning_of_the_project()
    {
        Diagnostic diagnostic = GeneratorRun.Of(new ProjectSettings { Optimised = false }, ("Tiny.net.arch", NetworkTexts.Tiny))
            .Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("ARCH4001");
        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Warning);
    }

    [Fact]
    public void A_project_that_lacks_what_generated_code_needs_hears_of_it()
    {
        IEnumerable<string> ids = GeneratorRun
            .Of(new ProjectSettings { AllowsUnsafe = false, HasRuntime = false }, ("Tiny.net.arch", NetworkTexts.Tiny))
            .Diagnostics.Select(diagnostic => diagnostic.Id);
        ids.ShouldBe([DiagnosticDefinitions.RuntimeMissing.Id, DiagnosticDefinitions.UnsafeNotAllowed.Id], ignoreOrder: true);
    }

    [Fact]
    public void A_project_without_networks_hears_nothing() =>
        GeneratorRun.Of(new ProjectSettings { Optimised = false, AllowsUnsafe = false, HasRuntime = false }).Diagnostics.ShouldBeEmpty();

    [Fact]
    public void A_network_too_large_to_address_is_an_error_at_its_name_and_it_alone_has_no_code()
    {
        const string text = "network Vast { input 1x12000x12000; avgpool global; fc 2; softmax }\n" + NetworkTexts.Tiny;
        GeneratorRun run = GeneratorRun.Of(("nets.net.arch", text));
        Diagnostic diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(DiagnosticDefinitions.NotCompiled.Id);
        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Error);
        text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length).ShouldBe("Vast");
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldContain("2^31 floats");
        run.Hints.ShouldContain("Project.Tiny.g.cs");
        run.Hints.ShouldNotContain("Project.Vast.Cpu.g.cs");
    }

    [Fact]
    public void Networks_whose_names_differ_in_case_alone_are_an_error_and_the_first_is_emitted()
    {
        GeneratorRun run = GeneratorRun.Of(
            ("a.net.arch", NetworkTexts.Tiny), ("b.net.arch", NetworkTexts.Tiny.Replace("Tiny", "TINY")));
        Diagnostic diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(DiagnosticDefinitions.NetworkNameTaken.Id);
        diagnostic.Location.GetLineSpan().Path.ShouldBe("/project/b.net.arch");
        run.Hints.ShouldContain("Project.Tiny.g.cs");
        run.Hints.ShouldNotContain("Project.TINY.g.cs");
    }

    [Fact]
    public void Networks_of_one_name_in_two_folders_are_two_networks()
    {
        GeneratorRun run = GeneratorRun.Of(("a/Tiny.net.arch", NetworkTexts.Tiny), ("b/Tiny.net.arch", NetworkTexts.Tiny));
        run.Diagnostics.ShouldBeEmpty();
        run.Hints.ShouldContain("Project.a.Tiny.g.cs");
        run.Hints.ShouldContain("Project.b.Tiny.g.cs");
    }

    [Fact]
    public void Every_definition_becomes_a_descriptor_of_its_id_and_severity()
    {
        DiagnosticDefinitions.All.ShouldNotBeEmpty();
        foreach (DiagnosticDefinition definition in DiagnosticDefinitions.All)
        {
            DiagnosticDescriptor descriptor = RoslynOutput.Descriptor(definition);
            descriptor.Id.ShouldBe(definition.Id);
            descriptor.IsEnabledByDefault.ShouldBeTrue();
            descriptor.DefaultSeverity.ToString().ShouldBe(definition.Severity.ToString());
            Diagnostic diagnostic = RoslynOutput.ToRoslyn(new ArchDiagnostic(definition, "a message with {0} braces", SourceSpan.None, "a.net.arch"));
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldBe("a message with {0} braces");
        }
    }
}
