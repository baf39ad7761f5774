using System.Globalization;
using NetArch.Dsl.Model;

namespace NetArch.Dsl;

public enum ArchSeverity
{
    Info,
    Warning,
    Error,
}

/// <summary>A kind of finding. Its id is never given to another kind.</summary>
/// <param name="Id"><c>ARCH0xxx</c> the text, <c>1xxx</c> names and structure, <c>2xxx</c> shapes, <c>3xxx</c> claims,
/// <c>4xxx</c> hints, <c>5xxx</c> what is checked but not compiled.</param>
/// <param name="Format">A composite format string for the message.</param>
public sealed record DiagnosticDefinition(string Id, string Title, ArchSeverity Severity, string Format)
{
    /// <summary>Whether the finding is that a claim fails: then the build fails by default, but the network is still what it is.</summary>
    public bool IsFailedClaim { get; init; }

    /// <summary>The page that explains it: cause, example, cure.</summary>
    public string HelpLink => DiagnosticPages.Of(this);

    /// <summary>A finding of this kind at a place in a file.</summary>
    public ArchDiagnostic At(string path, SourceSpan span, params object[] arguments) =>
        new(this, string.Format(CultureInfo.InvariantCulture, Format, arguments), span, path);
}

/// <summary>A text in place of another, in the file of the finding that it mends.</summary>
/// <param name="Title">What it does, as a menu says it: <c>Write 10_080</c>.</param>
public sealed record Remedy(string Title, SourceSpan Span, string NewText);

/// <summary>One finding.</summary>
/// <param name="Span">The flagged text, in the file at <paramref name="Path"/>.</param>
/// <param name="Path">The file; for a block of another file, that file.</param>
public sealed record ArchDiagnostic(DiagnosticDefinition Definition, string Message, SourceSpan Span, string Path)
{
    /// <summary>Texts of which each would mend it, the likeliest first; none where that takes a person.</summary>
    public EquatableArray<Remedy> Remedies { get; init; } = EquatableArray<Remedy>.Empty;

    public bool IsError => Definition.Severity == ArchSeverity.Error;

    /// <summary>As MSBuild prints it; lines and columns count from 1 there.</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "{0}({1},{2}): {3} {4}: {5}",
        Path, Span.StartLine + 1, Span.StartColumn + 1, Definition.Severity.ToString().ToLowerInvariant(), Definition.Id, Message);
}
