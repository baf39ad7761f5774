using System.Globalization;
using Spectre.Console;

namespace NetArch.Shell;

/// <summary>Where a command writes: results and progress on one side, complaints on the other.</summary>
/// <param name="Console">For tables and the live bar; writes to <paramref name="Output"/>.</param>
internal sealed record Terminal(IAnsiConsole Console, TextWriter Output, TextWriter Errors)
{
    /// <summary>Whether someone watches: lines may be drawn over.</summary>
    public bool IsLive => Console.Profile.Out.IsTerminal && Console.Profile.Capabilities is { Interactive: true, Ansi: true };

    /// <summary>Colours are for terminals: what goes to a file or another program is plain.</summary>
    public static Terminal OfProcess() => To(System.Console.Out, System.Console.Error, System.Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect);

    public static Terminal To(TextWriter output, TextWriter errors, AnsiSupport colours = AnsiSupport.Detect) =>
        new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = colours }), output, errors);

    public void Line(FormattableString text) => Output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    public void Complain(string message) => Errors.WriteLine($"error: {message}");

    public void Warn(string message) => Errors.WriteLine($"warning: {message}");
}
