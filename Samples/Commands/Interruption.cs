using System.Runtime.InteropServices;

namespace NetArch.Samples.Commands;

/// <summary>Ctrl+C and a polite kill ask the command to stop; a second one ends the process where it is.</summary>
internal sealed class Interruption : IDisposable
{
    private const int FirstSignalExitCode = 128;
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private int signal;

    public Interruption() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, 2)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, 15)),
    ];

    public CancellationToken Token => source.Token;

    /// <summary>What a shell expects of a process that a signal stopped: 128 and the signal's number.</summary>
    /// <param name="code">The command's own exit code, which stands if it ended before it heard of the signal.</param>
    public int ExitCode(int code) => code == ExitCodes.Interrupted && signal > 0 ? FirstSignalExitCode + signal : code;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private void Stop(PosixSignalContext context, int number)
    {
        if (Interlocked.CompareExchange(ref signal, number, 0) != 0) return;
        context.Cancel = true;
        source.Cancel();
    }
}
