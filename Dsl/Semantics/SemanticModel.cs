using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Semantics;

/// <summary>What an editor asks about one file of a project. Nothing here throws, however broken the text.</summary>
public sealed class SemanticModel
{
    private readonly ArchProject project;
    private readonly ProjectFile file;
    private readonly Lazy<IReadOnlyList<Symbol>> symbols;

    private SemanticModel(ArchProject project, ProjectFile file)
    {
        this.project = project;
        this.file = file;
        symbols = new Lazy<IReadOnlyList<Symbol>>(() => FindSymbols.In(file.Written, project.Blocks));
    }

    /// <summary>The words that stand for something, in the order of the text.</summary>
    public IReadOnlyList<Symbol> Symbols => symbols.Value;

    /// <exception cref="ArgumentException">The project has no such file.</exception>
    public static SemanticModel Of(ArchProject project, string path) =>
        new(project, project.Find(path) ?? throw new ArgumentException($"The project has no file {path}.", nameof(path)));

    /// <summary>The symbol at or right before a place; null where there is none.</summary>
    public Symbol? SymbolAt(int offset) =>
        Symbols.FirstOrDefault(symbol => symbol.Span.Start <= offset && offset < symbol.Span.End)
        ?? Symbols.FirstOrDefault(symbol => symbol.Span.End == offset);

    /// <summary>Where the symbol at a place is defined; null for a word of the language, and for what is defined nowhere.</summary>
    public Location? DefinitionAt(int offset) => SymbolAt(offset) is { } symbol ? Definition(symbol) : null;

    /// <summary>Every place in every file where the symbol at a place stands, its definition first.</summary>
    public IReadOnlyList<Location> ReferencesAt(int offset) => SymbolAt(offset) is { } symbol
        ? FindReferences.To(project, symbol).Select(found => new Location(found.Path, found.Span)).ToArray()
        : [];

    /// <summary>What the layer, block's use, residual or concat at a place comes to; null where there is none, or nothing uses it.</summary>
    public LayerInfo? LayerAt(int offset)
    {
        WrittenStatement? found = file.Written.At(offset);
        return found?.Syntax is ElementSyntax element && project.Facts.Find(file.Path, element) is { } facts
            ? LayerInfo.Of(element, facts, file.Written.Extent(found))
            : null;
    }

    /// <summary>What to say of the word at a place, in Markdown; null where there is nothing.</summary>
    public Hover? HoverAt(int offset) => DescribeSymbols.At(project, this, offset);

    /// <summary>What may stand at a place.</summary>
    public IReadOnlyList<Completion> CompletionsAt(int offset) => Completions.CompleteStatement.At(project, file, offset);

    /// <summary>The networks and blocks, and what stands in them.</summary>
    public IReadOnlyList<OutlineItem> Outline() => FindOutline.Of(project, file);

    /// <summary>Bodies and comments of several lines.</summary>
    public IReadOnlyList<FoldingRange> Foldings() => FindFoldings.Of(file.Written);

    /// <summary>Every word, number and comment with its kind, in the order of the text.</summary>
    public IReadOnlyList<SemanticToken> Tokens() => ClassifyTokens.Of(file.Written, Symbols);

    /// <summary>The shape that comes out of each line whose claims do not say it.</summary>
    public IReadOnlyList<InlayHint> InlayHints() => FindInlayHints.Of(project, file);

    /// <summary>The symbol at a place, where it can be renamed.</summary>
    public Symbol? RenamableAt(int offset) =>
        SymbolAt(offset) is { Kind: SymbolKind.Block or SymbolKind.Parameter or SymbolKind.Label } symbol && Definition(symbol) is not null ? symbol : null;

    /// <summary>The edits that rename the symbol at a place in every file, or why they cannot be made.</summary>
    public Renaming RenameAt(int offset, string newName) => RenameSymbol.At(project, this, offset, newName);

    internal Location? Definition(Symbol symbol) =>
        FindReferences.To(project, symbol).FirstOrDefault(found => found.IsDefinition) is { } found ? new Location(found.Path, found.Span) : null;
}
