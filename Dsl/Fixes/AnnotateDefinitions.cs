using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Formatting;
using NetArch.Dsl.Model;
using NetArch.Dsl.Semantics;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Fixes;

/// <summary>
/// Writes what is true of every layer behind it: the shape that comes out where a layer changes it, weights and biases, and
/// the parameters of a block's use. What the file claims already stays; a layer that stands for several, in a block or a repeat,
/// gets what is true of all of them.
/// </summary>
public static class AnnotateDefinitions
{
    /// <summary>Layers whose output has the shape of their input, so that it is not worth a claim.</summary>
    private static readonly HashSet<string> ShapeKeeping =
        ["batchnorm", "lrn", "dropout", "relu", "relu6", "leakyrelu", "elu", "sigmoid", "tanh", "swish", "negate", "complement", "softmax"];

    /// <summary>The missing claims of a whole file, in the canonical layout. Null where none is missing, or the file cannot be laid out.</summary>
    public static Fix? OfFile(ArchProject project, string path) =>
        project.Find(path) is { } file ? Fix(project, file, file.Written.Statements, "Write the missing claims of all layers") : null;

    /// <summary>The missing claims of the network or block around a place in the text.</summary>
    public static Fix? At(ArchProject project, string path, int offset)
    {
        if (project.Find(path) is not { } file) return null;
        WrittenStatement? around = file.Written.Statements.FirstOrDefault(statement => offset >= statement.Start && offset <= statement.End);
        string? name = around?.Syntax switch
        {
            NetworkSyntax network => network.Name.Text,
            BlockSyntax block => block.Name.Text,
            _ => null,
        };
        return name is null ? null : Fix(project, file, [around!], $"Write the missing claims of {name}'s layers");
    }

    private static Fix? Fix(ArchProject project, ProjectFile file, IEnumerable<WrittenStatement> definitions, string title)
    {
        TextEdit[] claims = definitions.SelectMany(definition => definition.WithInner).SelectMany(statement => Missing(project, file, statement)).ToArray();
        if (claims.Length == 0) return null;
        FormattedText formatted = ArchFormatter.Format(file.Path, TextEdits.Apply(file.Path, file.Text, claims));
        if (formatted.IsRefused) return null;
        return new Fix(title, new([ReplaceText.With(file.Written.Text, formatted.Text)]));
    }

    private static IEnumerable<TextEdit> Missing(ArchProject project, ProjectFile file, WrittenStatement statement)
    {
        if (statement.Syntax is not ElementSyntax element || project.Facts.Find(file.Path, element) is not { } facts) yield break;
        string shape = ShapeClaim(element, facts), counts = CountClaims(element, facts);
        int end = statement.Start + StatementLayout.Verbatim(file.Written, statement).Length;
        int first = FirstClaim(file.Written, statement) ?? end;
        if (first < end && shape.Length > 0) yield return Insert(first, shape.TrimStart() + " ");
        string behind = first < end ? counts : shape + counts;
        if (behind.Length > 0) yield return Insert(end, behind);

        TextEdit Insert(int offset, string text) => new(file.Path, file.Written.Text.Span(offset, offset), text);
    }

    private static string ShapeClaim(ElementSyntax element, ElementFacts facts)
    {
        bool isClaimed = element.Trimmings.Claims.Any(claim => claim is ShapeClaimSyntax);
        return isClaimed || !facts.HasOneOutput || ShapeKeeping.Contains(element.Keyword.Text) ? string.Empty : $" -> {facts.First.Output}";
    }

    private static string CountClaims(ElementSyntax element, ElementFacts facts)
    {
        if (!facts.HasOneCount || element is ResidualSyntax or ConcatSyntax) return string.Empty;
        LayerCounts counts = facts.First.Layer!.Counts;
        string[] claimed = element.Trimmings.Claims.OfType<CountClaimSyntax>().Select(claim => claim.Word.Text).ToArray();
        if (counts.Parameters == 0 || claimed.Contains("params") || claimed.Contains("trainable")) return string.Empty;
        if (facts.First.Layer is not (Convolution or FullyConnected)) return claimed.Length > 0 ? string.Empty : $" params {Wording.Written(counts.Parameters)}";
        string weights = claimed.Contains("weights") ? string.Empty : $" weights {Wording.Written(counts.Weights)}";
        return weights + (claimed.Contains("biases") || counts.Biases == 0 ? string.Empty : $" biases {Wording.Written(counts.Biases)}");
    }

    /// <summary>Where the first claim begins; null where there is none.</summary>
    private static int? FirstClaim(WrittenFile file, WrittenStatement statement)
    {
        IReadOnlyList<Segment> segments = Segments.Of(file, statement);
        return TokenSpacing.FirstClaim(segments[segments.Count - 1].Tokens);
    }
}
