using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Fixes;
using NetArch.Dsl.Model;
using NetArch.Dsl.Syntax;
using NetArch.Dsl.Text;

namespace NetArch.Dsl.Semantics;

/// <summary>A renaming's edits, or why there are none.</summary>
/// <param name="Edits">Empty where there is a problem.</param>
public sealed record Renaming(EquatableArray<TextEdit> Edits, string? Problem);

/// <summary>Gives a block, a parameter or a label another name, in every file.</summary>
internal static class RenameSymbol
{
    public static Renaming At(ArchProject project, SemanticModel model, int offset, string newName)
    {
        if (model.RenamableAt(offset) is not { } symbol)
        {
            return Refused(model.SymbolAt(offset) is { Kind: SymbolKind.Network } network
                ? $"{network.Name} is a class in C#; rename it in this file and in the code that uses it"
                : "only a block, a block's parameter or a label can be renamed");
        }

        if (Problem(symbol, newName) is { } problem) return Refused(problem);
        EquatableArray<TextEdit> edits = FindReferences.To(project, symbol).Select(found => new TextEdit(found.Path, found.Span, newName)).ToEquatableArray();
        return NewError(project, TextEdits.Apply(project, edits)) is { } error ? Refused(error.Message) : new Renaming(edits, null);
    }

    private static Renaming Refused(string problem) => new(EquatableArray<TextEdit>.Empty, problem);

    private static string? Problem(Symbol symbol, string name)
    {
        if (name == symbol.Name) return $"it is called {name} already";
        if (name.Length == 0 || !ArchText.IsNameStart(name[0]) || !name.All(ArchText.IsNamePart)) return $"'{name}' is no name: names are made of A to Z, a to z, digits and _, and begin with no digit";
        if (name.Length > ArchParser.MaximumNameLength) return $"names have at most {ArchParser.MaximumNameLength} characters";
        return Words.IsReserved(name) ? $"'{name}' is a word of the language" : null;
    }

    /// <summary>An error that the renaming would bring, such as a name that is taken: of a kind that is now there more often than before.</summary>
    private static ArchDiagnostic? NewError(ArchProject before, ArchProject after)
    {
        Dictionary<string, int> known = before.Diagnostics.GroupBy(found => found.Definition.Id).ToDictionary(group => group.Key, group => group.Count());
        return after.Diagnostics.GroupBy(found => found.Definition.Id)
            .FirstOrDefault(group => group.Count() > (known.TryGetValue(group.Key, out int count) ? count : 0))?.Last();
    }
}
