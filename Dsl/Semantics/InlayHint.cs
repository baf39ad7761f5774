using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Semantics;

/// <summary>A text that an editor shows behind a line's own.</summary>
/// <param name="Place">Behind the statement.</param>
/// <param name="Text"><c>-> 6x28x28</c></param>
/// <param name="Tooltip">Which layer it speaks of.</param>
public sealed record InlayHint(SourceSpan Place, string Text, string Tooltip);

/// <summary>The shapes that no claim states.</summary>
internal static class FindInlayHints
{
    /// <summary>At most one a line, behind the last statement on it.</summary>
    public static IReadOnlyList<InlayHint> Of(ArchProject project, ProjectFile file)
    {
        var hints = new Dictionary<int, InlayHint?>();
        foreach (WrittenStatement statement in file.Written.All)
        {
            if (statement.Syntax is not ElementSyntax element) continue;
            SourceSpan extent = file.Written.Extent(statement);
            hints.TryGetValue(extent.EndLine, out InlayHint? earlier);
            if (earlier is null || earlier.Place.Start < extent.End) hints[extent.EndLine] = Of(project, file, element, extent);
        }

        return hints.Values.OfType<InlayHint>().OrderBy(hint => hint.Place.Start).ToArray();
    }

    private static InlayHint? Of(ArchProject project, ProjectFile file, ElementSyntax element, SourceSpan extent)
    {
        bool isClaimed = element.Trimmings.Claims.Any(claim => claim is ShapeClaimSyntax { Shape: not null });
        if (isClaimed || project.Facts.Find(file.Path, element) is not { First.Output: { } output } facts) return null;
        string rest = facts.HasOneOutput ? string.Empty : ", ...";
        return new InlayHint(extent.Behind(), $"-> {output}{rest}", LayerInfo.Of(element, facts, extent).Place);
    }
}
