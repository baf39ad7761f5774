using NetArch.Dsl;
using NetArch.Dsl.Model;
using NetArch.Tool.Findings;
using NetArch.Tool.Sources;

namespace NetArch.Tool.Commands;

/// <summary>The networks of one file that a command is about.</summary>
internal static class ChosenNetworks
{
    /// <param name="name">Null for all.</param>
    /// <exception cref="UsageException">The file has no network of that name.</exception>
    /// <exception cref="CommandException">The file has mistakes, which are printed.</exception>
    public static IReadOnlyList<CheckedNetwork> Of(string path, string? name, Terminal terminal)
    {
        CheckedFiles result = CheckFiles.At([FindFiles.Single(path)]);
        CheckedFile file = result.Files[0];
        string[] names = [.. file.Declared.Select(network => network.Name)];
        if (name is not null && !names.Contains(name) && names.Length > 0)
            throw new UsageException($"there is no network {name} in {path}{Suggestion.For(name, names)}; it has {string.Join(", ", names)}");

        CheckedNetwork[] chosen = [.. file.Networks.Where(network => name is null || network.Network.Name == name)];
        bool isWhole = name is null ? result.Errors == 0 : chosen.Length == 1;
        if (!isWhole) throw Refusal(result, terminal, name ?? path);
        return chosen.Length > 0 ? chosen : throw new CommandException($"{path} has blocks and no network");
    }

    /// <exception cref="UsageException">There are several, and none is named.</exception>
    public static CheckedNetwork Single(string path, string? name, Terminal terminal) => Of(path, name, terminal) switch
    {
        [var only] => only,
        var several => throw new UsageException($"{path} has {several.Count} networks; name one: {string.Join(", ", several.Select(network => network.Network.Name))}"),
    };

    private static CommandException Refusal(CheckedFiles result, Terminal terminal, string what)
    {
        new FindingPrinter(terminal.Console).Print(result);
        return new CommandException($"{what} has mistakes; mend them first");
    }
}
