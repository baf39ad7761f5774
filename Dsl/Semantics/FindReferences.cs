using System.Collections.Generic;
using System.Linq;

namespace NetArch.Dsl.Semantics;

/// <summary>Every word in every file that stands for the same thing as one of them.</summary>
internal static class FindReferences
{
    /// <summary>The definition first.</summary>
    public static IReadOnlyList<Symbol> To(ArchProject project, Symbol symbol) => symbol.Kind switch
    {
        SymbolKind.Network or SymbolKind.Label => [symbol],
        SymbolKind.Block or SymbolKind.Parameter => project.Files
            .SelectMany(file => FindSymbols.In(file.Written, project.Blocks))
            .Where(symbol.IsSame)
            .OrderByDescending(found => found.IsDefinition)
            .ToArray(),
        _ => [],
    };
}
