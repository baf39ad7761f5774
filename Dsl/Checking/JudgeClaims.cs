using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>Holds what a file says against what was found, and answers its questions.</summary>
internal static class JudgeClaims
{
    /// <summary>More parts than this are summed up in a message.</summary>
    private const int PartsShown = 40;

    /// <summary>Judges an element's claims. The result is the shape that the file says comes out; null where it says none.</summary>
    public static Shape? OfElement(ElementSyntax syntax, string name, Element element, NetworkSession session, Scope scope)
    {
        Shape? claimed = null;
        foreach (ClaimSyntax claim in syntax.Trimmings.Claims)
        {
            if (claim is ShapeClaimSyntax shape)
            {
                claimed = JudgeShape(shape, Who(syntax, name, element), element.Output, element.Layer, session, scope) ?? claimed;
            }
            else if (claim is CountClaimSyntax count)
            {
                Layer? layer = element.IsComplete ? element.Layer : null;
                bool isLeaf = syntax is LayerSyntax;
                Judge(count, layer is null ? null : new Subject(
                    isLeaf ? DiagnosticDefinitions.LayerClaimFails : DiagnosticDefinitions.GroupClaimFails,
                    Who(syntax, name, element), layer.Counts, isLeaf ? [] : Parts(layer), isLeaf ? layer : null), session, scope);
            }
        }

        return claimed;
    }

    /// <summary>Judges what <c>expect</c> says of a network; memory is handed on.</summary>
    /// <param name="network">Null where errors leave its counts unknown.</param>
    public static IEnumerable<MemoryClaim> OfNetwork(EquatableArray<ClaimSyntax> claims, string name, Network? network, Shape? output, NetworkSession session, Scope scope)
    {
        foreach (ClaimSyntax claim in claims)
        {
            if (claim is ShapeClaimSyntax shape) JudgeShape(shape, name, output, null, session, scope);
            if (claim is CountClaimSyntax count)
            {
                Judge(count, network is null ? null : new Subject(DiagnosticDefinitions.NetworkClaimFails, name, network.Counts, network.Layers, null), session, scope);
            }

            if (claim is MemoryClaimSyntax memory && ReadMemory(memory, session, scope) is { } read) yield return read;
        }
    }

    /// <summary>Whether all shapes and counts claimed of an element are what was found. Says nothing.</summary>
    public static bool Hold(ElementSyntax syntax, Element element, NetworkSession session, Scope scope) => syntax.Trimmings.Claims.All(claim => claim switch
    {
        ShapeClaimSyntax { Shape: { } shape } => ReadShape.Read(shape, session, scope) == element.Output,
        CountClaimSyntax { Amount: { } amount } count when element.IsComplete =>
            ReadAmount.Count(amount, count.Word.Text, session, scope) is not long value
            || count.Comparison.Holds(CountKind.Find(count.Word.Text).Of(element.Layer!.Counts), value),
        _ => true,
    });

    private static string Who(ElementSyntax syntax, string name, Element element)
    {
        string prefix = syntax.Trimmings.Label is { } label ? label.Text + ": " : string.Empty;
        return syntax switch
        {
            LayerSyntax when element.Layer is not null => prefix + LayerText.Describe(syntax.Keyword.Text, element.Layer),
            LayerSyntax when syntax.Keyword.Text == "fc" && element.Output is not null => $"{prefix}fc {element.Output}",
            LayerSyntax => prefix + syntax.Keyword.Text,
            _ => name,
        };
    }

    private static Shape? JudgeShape(ShapeClaimSyntax claim, string who, Shape? found, Layer? layer, NetworkSession session, Scope scope)
    {
        if (claim.Shape is null)
        {
            if (found is not null) session.Report(scope, Write(claim.Span, found.ToString()), DiagnosticDefinitions.ShapeAnswer, claim.Span, who, found);
            return null;
        }

        Shape? claimed = ReadShape.Read(claim.Shape, session, scope);
        if (found is not null && claimed is not null && found != claimed)
        {
            session.Report(
                scope, Write(claim.Span, found.ToString()), DiagnosticDefinitions.ShapeClaimFails, claim.Span, who, found, LayerText.DeriveOutput(layer), claimed);
        }

        return claimed;
    }

    private static void Judge(CountClaimSyntax claim, Subject? subject, NetworkSession session, Scope scope)
    {
        CountKind kind = CountKind.Find(claim.Word.Text);
        long? claimed = claim.Amount is null ? null : ReadAmount.Count(claim.Amount, kind.Word, session, scope);
        if (subject is null) return;
        long found = kind.Of(subject.Counts);
        string value = subject.Leaf is null ? Wording.Grouped(found) : LayerText.Derive(subject.Leaf, kind);
        if (claim.Amount is null)
        {
            session.Report(scope, Write(claim.Span, Wording.Written(found)), DiagnosticDefinitions.CountAnswer, claim.Span, subject.Who, value, kind.Unit);
        }
        else if (claimed is long said && !claim.Comparison.Holds(found, said))
        {
            session.Report(
                scope, Write(claim.Span, Wording.Written(claim.Comparison.Nearest(found))), subject.Definition, claim.Span,
                subject.Who, value, kind.Unit, Said(claim.Comparison, found, said, subject, kind));
        }
    }

    private static EquatableArray<Remedy> Write(SourceSpan span, string text) => new([new Remedy("Write " + text, span, text)]);

    /// <summary><c>52,684 (9,000 too few): C1 150, C3 2,400, ...</c>: from the parts a reader sees which one is wrong.</summary>
    private static string Said(Comparison comparison, long found, long said, Subject subject, CountKind kind)
    {
        string text = comparison.Prefix + Wording.Grouped(said);
        if (subject.Leaf is not null) return text;
        if (comparison == Comparison.Equal) text += $" ({Wording.Grouped(Math.Abs(found - said))} too {(said < found ? "few" : "many")})";
        Layer[] parts = subject.Parts.Where(part => kind.Of(part.Counts) != 0).ToArray();
        if (parts.Length == 0) return text;
        IEnumerable<string> shown = parts.Take(PartsShown).Select(part => $"{part.Name} {Wording.Grouped(kind.Of(part.Counts))}");
        long rest = parts.Skip(PartsShown).Sum(part => kind.Of(part.Counts));
        if (rest > 0) shown = shown.Append(string.Format(CultureInfo.InvariantCulture, "{0:N0} more {1:N0}", parts.Length - PartsShown, rest));
        return $"{text}: {string.Join(", ", shown)}";
    }

    private static IEnumerable<Layer> Parts(Layer layer) => layer switch
    {
        Residual residual => residual.Body.Concat(residual.Shortcut),
        Concatenation concatenation => concatenation.Branches.SelectMany(branch => branch),
        BlockUse use => use.Layers,
        _ => [],
    };

    private static MemoryClaim? ReadMemory(MemoryClaimSyntax claim, NetworkSession session, Scope scope)
    {
        long? bytes = claim.Amount is null ? 0 : ReadAmount.Bytes(claim.Amount, session, scope);
        long? batch = claim.Batch.Evaluate(session, scope);
        if (batch is < 1 or > int.MaxValue)
        {
            session.Report(scope, DiagnosticDefinitions.ValueOutOfRange, claim.Batch.Span, "batch", Wording.Grouped(batch.Value), "1", Wording.Grouped(int.MaxValue));
            return null;
        }

        if (bytes is null || batch is null) return null;
        MemoryKind kind = claim.Word.Text == Text.Words.Activations ? MemoryKind.Activations : MemoryKind.Training;
        return new MemoryClaim(kind, claim.Comparison, bytes.Value, claim.Amount is null, (int)batch.Value, claim.Span);
    }

    /// <summary>What a count is claimed of.</summary>
    /// <param name="Leaf">The layer, where it is a single one.</param>
    private sealed record Subject(DiagnosticDefinition Definition, string Who, LayerCounts Counts, IEnumerable<Layer> Parts, Layer? Leaf);
}
