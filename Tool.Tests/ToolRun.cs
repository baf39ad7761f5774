using System.Diagnostics;
using System.Reflection;
using System.Text;
using NetArch.Tool.Commands;

namespace NetArch.Tool.Tests;

/// <summary>What a run of the program, as a shell starts it, came to.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    public static string Repository { get; } =
        typeof(ToolRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Repository").Value!;

    /// <summary>The networks of the samples, which are the literature's.</summary>
    public static string Networks { get; } = Path.Combine(Repository, "Samples", "Networks");

    public static ToolRun In(TemporaryFolder folder, params string[] arguments) => In(folder.Path, arguments);

    public static ToolRun In(string folder, params string[] arguments)
    {
        using Process process = Start(folder, arguments);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output.ReplaceLineEndings("\n"), errors.Result.ReplaceLineEndings("\n"));
    }

    public static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add(typeof(CommandLine).Assembly.Location);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public void ShouldSucceed(string output)
    {
        ExitCode.ShouldBe(0, Errors + Output);
        Errors.ShouldBeEmpty();
        Output.ShouldBe(output.ReplaceLineEndings("\n"));
    }

    /// <summary>One message, and no sign of an exception that nobody expected.</summary>
    public void ShouldFail(int exitCode, string message)
    {
        ExitCode.ShouldBe(exitCode, Errors + Output);
        Errors.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)).ShouldBe(1, Errors);
        Errors.ShouldContain(message);
        Errors.ShouldNotContain("   at ");
        Errors.ShouldNotContain("Exception");
    }
}

internal static class FolderOfTexts
{
    /// <summary>Writes a file and gives its name back.</summary>
    public static string Write(this TemporaryFolder folder, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        File.WriteAllText(folder.File(name), text.ReplaceLineEndings("\n"));
        return name;
    }
}
