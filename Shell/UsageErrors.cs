using System.CommandLine;
using System.CommandLine.Parsing;

namespace NetArch.Shell;

/// <summary>What is wrong with a command line, in a line each, and where to read more.</summary>
internal static class UsageErrors
{
    public static void Show(ParseResult result, Terminal terminal)
    {
        Command command = result.CommandResult.Command;
        foreach (string message in Messages(result, command).Distinct()) terminal.Complain(message);
        terminal.Errors.WriteLine($"`{string.Join(' ', [.. Path(result.CommandResult), "--help"])}` shows what there is.");
    }

    private static IEnumerable<string> Messages(ParseResult result, Command command)
    {
        // What follows a word that is not understood is not understood either: the first one says it all.
        if (result.UnmatchedTokens is [var unknown, ..])
        {
            IEnumerable<string> words = unknown.StartsWith('-')
                ? command.Options.Select(option => option.Name)
                : command.Subcommands.Select(subcommand => subcommand.Name);
            return [$"{unknown} is not understood here{Suggestion.For(unknown, words)}"];
        }

        return command.Subcommands.Count > 0
            ? [$"a command is missing: {string.Join(", ", command.Subcommands.Select(subcommand => subcommand.Name))}"]
            : result.Errors.Select(Message);
    }

    private static string Message(ParseError error) => error.SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: CommandResult, Argument: var missing }
        ? $"{missing.Name} is missing. {missing.Description}"
        : error.Message;

    private static IEnumerable<string> Path(CommandResult command) => command is { Command: RootCommand } or { Parent: not CommandResult }
        ? []
        : Path((CommandResult)command.Parent!).Append(command.Command.Name);
}
