using System.CommandLine;
using System.CommandLine.Invocation;

namespace NetArch.Tool.Commands;

/// <summary>The program: arguments in, exit code out.</summary>
internal static class CommandLine
{
    /// <summary>Wider than any line, so that the console never breaks one: a terminal does that itself, and a file should have it whole.</summary>
    private const int UnbrokenWidth = 1 << 20;

    public static Terminal TerminalOfProcess()
    {
        Terminal terminal = Terminal.OfProcess();
        terminal.Console.Profile.Width = UnbrokenWidth;
        return terminal;
    }

    public static int Run(string[] arguments, Terminal terminal)
    {
        ParseResult result = Commands(terminal).Parse(arguments);
        if (result.Action is not ParseErrorAction) return Invoke(result, terminal);
        UsageErrors.Show(result, terminal);
        return ExitCodes.Usage;
    }

    private static RootCommand Commands(Terminal terminal) => new("Checks, measures, draws, formats and mends the networks of .net.arch files.")
    {
        new CheckCommand(terminal),
        new SummaryCommand(terminal),
        new PlanCommand(terminal),
        new DrawCommand(terminal),
        new FormatCommand(terminal),
        new FixCommand(terminal),
        new NewCommand(terminal),
        new ServeCommand(),
    };

    private static int Invoke(ParseResult result, Terminal terminal)
    {
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Errors,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return result.Invoke(configuration);
        }
        catch (UsageException misuse)
        {
            terminal.Complain(misuse.Message);
            return ExitCodes.Usage;
        }
        catch (CommandException failure)
        {
            terminal.Complain(failure.Message);
            return ExitCodes.Failure;
        }
    }
}
