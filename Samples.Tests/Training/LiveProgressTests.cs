using System.Text;
using System.Text.RegularExpressions;
using NetArch.Samples.Commands;
using NetArch.Samples.Output;
using Spectre.Console;

namespace NetArch.Samples.Tests.Training;

public sealed class LiveProgressTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void On_a_terminal_epochs_stand_in_columns_above_a_bar_that_fits_its_width(int width)
    {
        using var digits = new DigitFolder();
        using var folder = new TemporaryFolder();
        var screen = new Screen(width);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = screen, Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes });
        var session = new Session(new Terminal(console, screen.Writer, new StringWriter()), CancellationToken.None);

        CommandLine.Run(
            ["train", "LeNet", "--data", digits.Path, "--epochs", "11", "--validation", "0.2", "--out", folder.Path], session).ShouldBe(0);

        string[] lines = [.. Regex.Replace(screen.Writer.ToString()!, @"\u001b\[[0-9;?]*[A-Za-z]", "").Split('\n', '\r')];
        lines.Where(line => line.Contains(" left") || line.Contains("epoch ")).ShouldAllBe(line => line.Length <= width);
        lines.ShouldContain("    epoch     loss  accuracy  validation  accuracy   images/s");
        lines.Count(line => Regex.IsMatch(line, @"^ {1,5}\d+/11   \d\.\d{4} {3,5}\d{1,3}\.\d\d%      \d\.\d{4} {3,5}\d{1,3}\.\d\d% +[\d,]+ *$")).ShouldBe(11, string.Join('\n', lines));
        lines.ShouldContain(line => Regex.IsMatch(line, @"^epoch \d+/11 .* loss \d\.\d{4}  \d+\.\d\d%  [\d,]+ images/s  \d:\d\d left *$"));
    }

    /// <summary>A terminal that keeps what is written to it.</summary>
    private sealed class Screen(int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer { get; } = new StringWriter();

        public bool IsTerminal => true;

        public int Width => width;

        public int Height => 40;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
