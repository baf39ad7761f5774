using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Semantics;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Fixes;

/// <summary>What would mend a finding: the right number in a wrong claim, an answer to a question, a word that was meant, <c>floor</c>.</summary>
public static class FixDiagnostics
{
    /// <summary>The fixes of one finding, the likeliest first; none where it takes a person.</summary>
    /// <remarks>A claim inside a block or a repeat is mended only where one value is true of every layer that it speaks of.</remarks>
    public static IReadOnlyList<Fix> For(ArchProject project, ArchDiagnostic diagnostic) =>
        diagnostic.Remedies.Count == 0 || !IsTrueEverywhere(project, diagnostic)
            ? []
            : diagnostic.Remedies.Select(remedy => new Fix(remedy.Title, new([new TextEdit(diagnostic.Path, remedy.Span, remedy.NewText)]))).ToArray();

    /// <summary>The first fix of every finding that has one, as far as they do not touch each other: what <c>netarch fix</c> does.</summary>
    public static Fix All(ArchProject project, IEnumerable<ArchDiagnostic> diagnostics)
    {
        var edits = new List<TextEdit>();
        foreach (ArchDiagnostic diagnostic in diagnostics)
        {
            if (For(project, diagnostic).FirstOrDefault() is { } fix && TextEdits.AreApart(edits.Concat(fix.Edits))) edits.AddRange(fix.Edits);
        }

        return new Fix("Fix all", edits.ToEquatableArray());
    }

    private static bool IsTrueEverywhere(ArchProject project, ArchDiagnostic diagnostic)
    {
        if (Claimed(project, diagnostic) is not { } claimed) return true;
        if (project.Facts.Find(diagnostic.Path, claimed.Element) is not { } facts) return false;
        return claimed.Claim switch
        {
            ShapeClaimSyntax => facts.HasOneOutput,
            CountClaimSyntax { Word.Text: "macs" } => facts.HasOneEffort,
            _ => facts.HasOneCount,
        };
    }

    /// <summary>The element's claim that a finding flags; null where it flags something else, or what <c>expect</c> says.</summary>
    private static (ElementSyntax Element, ClaimSyntax Claim)? Claimed(ArchProject project, ArchDiagnostic diagnostic)
    {
        if (project.Find(diagnostic.Path) is not { } file) return null;
        foreach (WrittenStatement statement in file.Written.All)
        {
            if (statement.Syntax is not ElementSyntax element) continue;
            ClaimSyntax? claim = element.Trimmings.Claims.FirstOrDefault(claim => claim.Span == diagnostic.Span);
            if (claim is not null) return (element, claim);
        }

        return null;
    }
}
