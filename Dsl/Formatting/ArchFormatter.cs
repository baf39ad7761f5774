using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Formatting;

/// <summary>One canonical layout of a <c>.net.arch</c> file. What the file means, and every comment in it, stays.</summary>
/// <remarks>
/// <para>Four blanks for each brace around a line. A body, or an argument list, that was written on one line stays there while
/// it fits in <see cref="StatementLayout.MaximumWidth"/> columns; any other has a line for each statement. At most one empty
/// line between two statements, none inside a brace's first or last line, and one between definitions of several lines.</para>
/// <para>Claims stand in columns, section by section (a section ends at an empty line): shapes where the longest claimed
/// statement and two blanks end, at the next multiple of eight; counts behind the longest shape.</para>
/// <para>Where every layer of a body has a label, but for those that only follow one (activations, normalisation, dropout),
/// these are set in by four, so that the labels stand out.</para>
/// <para>A statement that cannot be read is left exactly as it is written. Where braces or parentheses do not match,
/// nothing can be said about the layout, and the text comes back as it was.</para>
/// </remarks>
public static class ArchFormatter
{
    /// <summary>What leaves the structure of the file unknown.</summary>
    private static readonly HashSet<string> Refused =
    [
        DiagnosticDefinitions.FileTooLarge.Id, DiagnosticDefinitions.NotText.Id, DiagnosticDefinitions.NestedTooDeep.Id,
        DiagnosticDefinitions.BraceNotClosed.Id, DiagnosticDefinitions.BraceNotOpened.Id, DiagnosticDefinitions.ParenthesisNotClosed.Id,
        DiagnosticDefinitions.BraceOnOwnLine.Id, DiagnosticDefinitions.StatementMisplaced.Id,
    ];

    /// <summary>The text in the canonical layout.</summary>
    /// <param name="path">The file's path, for findings.</param>
    public static FormattedText Format(string path, string text, CancellationToken cancellation = default)
    {
        var diagnostics = new DiagnosticCollector();
        WrittenFile file = ArchParser.Read(path, text, diagnostics, cancellation);
        EquatableArray<ArchDiagnostic> found = diagnostics.ToArray();
        EquatableArray<ArchDiagnostic> obstacles = found.Where(diagnostic => Refused.Contains(diagnostic.Definition.Id)).ToEquatableArray();
        if (obstacles.Count > 0) return new FormattedText(text, obstacles);

        string formatted = FileLayout.Write(file);
        if (formatted == text || BeginsWithMarkOfItsOwn(formatted, text)) return new FormattedText(text, EquatableArray<ArchDiagnostic>.Empty);
        ArchDiagnostic? problem = formatted.Length > ArchParser.MaximumFileLength
            ? DiagnosticDefinitions.FileTooLarge.At(path, SourceSpan.None, formatted.Length, ArchParser.MaximumFileLength)
            : SameContent.Holds(file, formatted, cancellation)
                ? null
                : DiagnosticDefinitions.CompilerFault.At(path, SourceSpan.None, "formatting", "the new layout would not read as the old one, and was thrown away");
        return problem is null
            ? new FormattedText(formatted, EquatableArray<ArchDiagnostic>.Empty)
            : new FormattedText(text, new EquatableArray<ArchDiagnostic>([problem]));
    }

    /// <summary>A character that marks the byte order where it comes first in a file, and is an unreadable one elsewhere: without the blanks
    /// before it, it would come first and vanish. Such a text stays as it is.</summary>
    private static bool BeginsWithMarkOfItsOwn(string formatted, string text)
    {
        const char ByteOrderMark = '\uFEFF';
        return formatted.Length > 0 && formatted[0] == ByteOrderMark && text[0] != ByteOrderMark;
    }
}

/// <summary>What formatting came to.</summary>
/// <param name="Text">In the new layout; the text as it was where there are obstacles.</param>
/// <param name="Obstacles">Why the text could not be laid out; nearly always none.</param>
public sealed record FormattedText(string Text, EquatableArray<ArchDiagnostic> Obstacles)
{
    public bool IsRefused => Obstacles.Count > 0;
}
