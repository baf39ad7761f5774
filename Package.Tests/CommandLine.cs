using System.Diagnostics;

namespace NetArch.Package.Tests;

/// <summary>A program that ended.</summary>
/// <param name="Output">What it wrote to its output, then what it wrote to its error stream.</param>
internal sealed record Ended(string Command, int ExitCode, string Output)
{
    /// <summary>The output, of a program that must have succeeded.</summary>
    public string Succeeded()
    {
        ExitCode.ShouldBe(0, $"{Command}\n{Output}");
        return Output;
    }
}

/// <summary>Runs programs as a user does, in a folder of the user's.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    public static Ended Dotnet(string folder, params IEnumerable<string> arguments) =>
        Run(folder, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments);

    public static Ended Run(string folder, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        Clean(start.Environment);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience)) process.Kill(entireProcessTree: true);
        return new Ended($"{program} {string.Join(' ', start.ArgumentList)}", process.ExitCode, output.Result + errors.Result);
    }

    // What the test run set for itself would lead the user's builds and tests astray, and a server that stays would keep the folder in use.
    private static void Clean(IDictionary<string, string?> environment)
    {
        foreach (string name in environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToArray())
            environment.Remove(name);
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["UseSharedCompilation"] = "false";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
    }
}
