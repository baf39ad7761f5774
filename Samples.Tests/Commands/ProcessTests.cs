using System.Diagnostics;
using NetArch.Samples.Networks;

namespace NetArch.Samples.Tests.Commands;

/// <summary>The program as a shell sees it.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void Results_go_to_the_output_and_complaints_to_the_error_stream()
    {
        (int listed, string output, string none) = Run("list");
        (int refused, string nothing, string errors) = Run("train", "LeNet", "--rate", "NaN");

        listed.ShouldBe(0);
        output.ShouldContain("LeNet");
        none.ShouldBeEmpty();
        refused.ShouldBe(2);
        nothing.ShouldBeEmpty();
        errors.ShouldStartWith("error: --rate NaN: it must be a finite number above 0");
    }

    [SignalFact]
    public void A_signal_stops_a_training_cleanly()
    {
        using var digits = new DigitFolder();
        using var folder = new TemporaryFolder();
        foreach ((string signal, int exitCode) in new[] { ("-INT", 130), ("-TERM", 143) })
        {
            using Process process = Start("train", "LeNet", "--data", digits.Path, "--epochs", "10000000", "--out", folder.File("out"));
            while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("epoch 2/", StringComparison.Ordinal))
            {
            }

            using (Process kill = Process.Start("kill", [signal, $"{process.Id}"])) kill.WaitForExit();
            process.StandardOutput.ReadToEnd();
            process.StandardError.ReadToEnd().ShouldStartWith("stopped; nothing was saved");
            process.WaitForExit();
            process.ExitCode.ShouldBe(exitCode);
            folder.Content.ShouldBeEmpty();
        }
    }

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(LeNet).Assembly.Location);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
