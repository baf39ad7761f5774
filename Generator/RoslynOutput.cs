using System;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetArch.Dsl;
using NetArch.Dsl.Model;
using NetArch.Generator.Pipeline;

namespace NetArch.Generator;

/// <summary>What the pipeline found and wrote, as the compiler wants it.</summary>
internal static class RoslynOutput
{
    private const string Category = "NetArch";

    public static void AddFiles(SourceProductionContext context, EmittedFiles emitted)
    {
        foreach (EmittedFile file in emitted.Files) context.AddSource(file.Hint, SourceText.From(file.Text, Encoding.UTF8));
        if (emitted.Fault is not null) context.ReportDiagnostic(ToRoslyn(emitted.Fault.At("", SourceSpan.None)));
    }

    public static void Report(SourceProductionContext context, EquatableArray<ArchDiagnostic> diagnostics)
    {
        foreach (ArchDiagnostic diagnostic in diagnostics) context.ReportDiagnostic(ToRoslyn(diagnostic));
    }

    public static Diagnostic ToRoslyn(ArchDiagnostic diagnostic) =>
        Diagnostic.Create(Descriptor(diagnostic.Definition), Place(diagnostic), diagnostic.Message);

    /// <summary>The descriptor by which <c>.globalconfig</c> sets the severity.</summary>
    public static DiagnosticDescriptor Descriptor(DiagnosticDefinition definition) =>
        new(definition.Id, definition.Title, "{0}", Category, Severity(definition.Severity), isEnabledByDefault: true, helpLinkUri: definition.HelpLink);

    private static DiagnosticSeverity Severity(ArchSeverity severity) => severity switch
    {
        ArchSeverity.Info => DiagnosticSeverity.Info,
        ArchSeverity.Warning => DiagnosticSeverity.Warning,
        ArchSeverity.Error => DiagnosticSeverity.Error,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "a severity that Roslyn does not know"),
    };

    private static Location Place(ArchDiagnostic diagnostic)
    {
        if (diagnostic.Path.Length == 0) return Location.None;
        SourceSpan span = diagnostic.Span;
        var lines = new LinePositionSpan(
            new LinePosition(span.StartLine, span.StartColumn), new LinePosition(span.EndLine, span.EndColumn));
        return Location.Create(diagnostic.Path, new TextSpan(span.Start, span.Length), lines);
    }
}
