using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Semantics;

/// <summary>A line of a document's outline.</summary>
/// <param name="Detail">The shape that comes out, a block's parameters; empty where nothing is known.</param>
/// <param name="Span">The whole statement.</param>
/// <param name="NameSpan">What to select.</param>
public sealed record OutlineItem(SymbolKind Kind, string Name, string Detail, SourceSpan Span, SourceSpan NameSpan, IReadOnlyList<OutlineItem> Children);

/// <summary>A file's outline.</summary>
internal static class FindOutline
{
    public static IReadOnlyList<OutlineItem> Of(ArchProject project, ProjectFile file) => Of(file.Written.Statements, project, file);

    private static OutlineItem[] Of(IEnumerable<WrittenStatement> statements, ArchProject project, ProjectFile file) =>
        statements.Select(statement => Of(statement, project, file)).OfType<OutlineItem>().ToArray();

    private static OutlineItem? Of(WrittenStatement statement, ArchProject project, ProjectFile file)
    {
        (SymbolKind Kind, string Name, string Detail, SourceSpan NameSpan)? item = statement.Syntax switch
        {
            NetworkSyntax network => (SymbolKind.Network, network.Name.Text, string.Empty, network.Name.Span),
            BlockSyntax block => (SymbolKind.Block, block.Name.Text, Parameters(block), block.Name.Span),
            ElementSyntax element => Of(element, project, file),
            RepeatSyntax repeat => (SymbolKind.Keyword, Words.Repeat, string.Empty, repeat.Span),
            BranchSyntax branch => (SymbolKind.Keyword, Words.Branch, string.Empty, branch.Span),
            _ => null,
        };
        return item is not { } found
            ? null
            : new OutlineItem(found.Kind, found.Name, found.Detail, file.Written.Extent(statement), found.NameSpan, Of(statement.Bodies.SelectMany(body => body.Statements), project, file));
    }

    private static (SymbolKind Kind, string Name, string Detail, SourceSpan NameSpan) Of(ElementSyntax element, ArchProject project, ProjectFile file)
    {
        Token? label = element.Trimmings.Label;
        string keyword = element.Keyword.Text, shape = project.Facts.Find(file.Path, element)?.First.Output?.ToString() ?? string.Empty;
        string detail = label is null ? shape : string.Join(" ", new[] { keyword, shape }.Where(part => part.Length > 0));
        return (element is UseSyntax ? SymbolKind.Block : SymbolKind.Layer, label?.Text ?? keyword, detail, (label ?? element.Keyword).Span);
    }

    private static string Parameters(BlockSyntax block)
    {
        string signature = WordHelp.Signature(block);
        return signature.Substring(signature.IndexOf('('));
    }
}
