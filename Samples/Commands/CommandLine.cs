using System.CommandLine;
using System.CommandLine.Invocation;

namespace NetArch.Samples.Commands;

/// <summary>The program: arguments in, exit code out.</summary>
internal static class CommandLine
{
    public static int Run(string[] arguments, Session session)
    {
        ParseResult result = Commands(session).Parse(arguments);
        return result.Action is ParseErrorAction ? Refuse(result, session) : Invoke(result, session);
    }

    private static RootCommand Commands(Session session) => new("Trains, measures and times the networks of NetArch's samples.")
    {
        new ListCommand(session),
        new SummaryCommand(session),
        new TrainCommand(session),
        new EvaluateCommand(session),
        new BenchCommand(session),
        new DataCommand(session),
    };

    private static int Refuse(ParseResult result, Session session)
    {
        Command command = result.CommandResult.Command;
        foreach (string unknown in result.UnmatchedTokens)
        {
            IEnumerable<string> words = unknown.StartsWith('-') ? command.Options.Select(option => option.Name) : command.Subcommands.Select(sub => sub.Name);
            session.Terminal.Complain($"{unknown} is not understood here{Suggestion.For(unknown, words)}");
        }

        // The parser speaks of the unknown words too, and of the command that one of them was meant to be.
        if (result.UnmatchedTokens.Count == 0)
        {
            foreach (string message in result.Errors.Select(error => error.Message).Distinct()) session.Terminal.Complain(message);
        }

        session.Terminal.Errors.WriteLine($"`{(command is RootCommand ? "" : $"{Path(result)} ")}--help` shows what there is.");
        return ExitCodes.Usage;
    }

    private static string Path(ParseResult result)
    {
        var names = new Stack<string>();
        for (System.CommandLine.Parsing.SymbolResult? part = result.CommandResult; part is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } command; part = part.Parent)
            names.Push(command.Command.Name);
        return string.Join(' ', names);
    }

    private static int Invoke(ParseResult result, Session session)
    {
        var configuration = new InvocationConfiguration
        {
            Output = session.Terminal.Output,
            Error = session.Terminal.Errors,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return result.Invoke(configuration);
        }
        catch (OperationCanceledException stopped) when (session.Cancellation.IsCancellationRequested)
        {
            session.Terminal.Errors.WriteLine(stopped is { Message: var message, CancellationToken.CanBeCanceled: false } ? message : "stopped");
            return ExitCodes.Interrupted;
        }
        catch (NetArchException failure)
        {
            session.Terminal.Complain(failure.Message);
        }
        catch (OutOfMemoryException)
        {
            session.Terminal.Complain("there is not enough memory for that; a smaller --batch or fewer --threads take less.");
        }

        return ExitCodes.Failure;
    }
}
