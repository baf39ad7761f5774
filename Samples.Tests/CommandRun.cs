using System.Runtime.CompilerServices;
using NetArch.Samples.Commands;
using NetArch.Samples.Output;

namespace NetArch.Samples.Tests;

/// <summary>What a command line came to, run within this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Errors)
{
    public static CommandRun Of(params string[] arguments) => Of(new StringWriter(), CancellationToken.None, arguments);

    public static CommandRun Of(TextWriter output, CancellationToken cancellation, params string[] arguments)
    {
        var errors = new StringWriter();
        int code = CommandLine.Run(arguments, new Session(Terminal.To(output, errors), cancellation));
        return new CommandRun(code, output.ToString()!, errors.ToString());
    }

    /// <summary>One message, and no sign of an exception that nobody expected.</summary>
    public void ShouldFail(int exitCode, string message)
    {
        ExitCode.ShouldBe(exitCode, Errors);
        Errors.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)).ShouldBe(1, Errors);
        Errors.ShouldContain(message);
        Errors.ShouldNotContain("   at ");
        Errors.ShouldNotContain("Exception");
    }

    // MNIST in the cache folder of whoever runs the tests must not change what they see.
    [ModuleInitializer]
    internal static void HideCache() =>
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(Path.GetTempPath(), "netarch-no-cache"));
}
