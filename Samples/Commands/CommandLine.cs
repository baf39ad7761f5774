using System.CommandLine;
using System.CommandLine.Invocation;

namespace NetArch.Samples.Commands;

/// <summary>The program: arguments in, exit code out.</summary>
internal static class CommandLine
{
    public static int Run(string[] arguments, Session session)
    {
        ParseResult result = Commands(session).Parse(arguments);
        if (result.Action is not ParseErrorAction) return Invoke(result, session);
        UsageErrors.Show(result, session.Terminal);
        return ExitCodes.Usage;
    }

    private static RootCommand Commands(Session session) => new("Trains, measures and times the networks of NetArch's samples.")
    {
        new ListCommand(session),
        new SummaryCommand(session),
        new TrainCommand(session),
        new EvaluateCommand(session),
        new BenchCommand(session),
        new AttackCommand(session),
        new SpreadCommand(session),
        new ExamplesCommand(session),
        new DataCommand(session),
        new DumpCommand(session),
    };

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
            session.Terminal.Errors.WriteLine(stopped is StoppedException ? $"stopped; {stopped.Message}" : "stopped");
            return ExitCodes.Interrupted;
        }
        catch (UsageException misuse)
        {
            session.Terminal.Complain(misuse.Message);
            return ExitCodes.Usage;
        }
        catch (NetArchException failure)
        {
            session.Terminal.Complain(failure.Message);
            return ExitCodes.Failure;
        }
        catch (OutOfMemoryException)
        {
            session.Terminal.Complain("there is not enough memory for that; a smaller --batch or fewer --threads take less.");
            return ExitCodes.Failure;
        }
    }
}
