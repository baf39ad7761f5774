namespace NetArch.Shell;

internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The command line was understood; what it asked for failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C: 128 and the number of the signal, as shells have it.</summary>
    public const int Interrupted = 130;
}
