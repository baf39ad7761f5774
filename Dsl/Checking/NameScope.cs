using System.Collections.Generic;
using System.Globalization;
using NetArch.Dsl.Syntax;

namespace NetArch.Dsl.Checking;

/// <summary>Gives layers their names: a label, or the keyword and its ordinal among all of that keyword.</summary>
/// <remarks>Labelled layers are counted too, so that a label on one layer renames no other.</remarks>
internal sealed class NameScope(string prefix = "")
{
    private readonly Dictionary<string, int> ordinals = [];
    private readonly Dictionary<string, Owner> owners = new(StringComparer.OrdinalIgnoreCase);
    private NameScope? shortcut;

    /// <summary>The names of the layers of shortcuts begin with <c>shortcut</c>.</summary>
    public NameScope Shortcut => shortcut ??= new NameScope(Full(Text.Words.Shortcut) + ".");

    public string Full(string name) => prefix + name;

    /// <summary>The name of the next element, and the earlier owner of that name, if there is one.</summary>
    public (string Name, Owner? Earlier) Take(ElementSyntax element, bool labelled)
    {
        string keyword = element.Keyword.Text;
        ordinals.TryGetValue(keyword, out int ordinal);
        ordinals[keyword] = ++ordinal;
        Token? label = labelled ? element.Trimmings.Label : null;
        string name = label?.Text ?? keyword + ordinal.ToString(CultureInfo.InvariantCulture);
        if (owners.TryGetValue(name, out Owner earlier)) return (name, earlier);
        owners.Add(name, new Owner(name, label));
        return (name, null);
    }

    internal readonly record struct Owner(string Name, Token? Label);
}
