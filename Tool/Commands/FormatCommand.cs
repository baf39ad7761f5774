using System.CommandLine;
using NetArch.Dsl;
using NetArch.Dsl.Formatting;
using NetArch.Tool.Findings;
using NetArch.Tool.Sources;

namespace NetArch.Tool.Commands;

internal sealed class FormatCommand : Command
{
    private readonly Argument<string[]> files = Operands.FilesOrFolders();
    private readonly Option<bool> check = new("--check") { Description = "Write nothing; name the files that have another layout, and fail if there is one." };
    private readonly Terminal terminal;

    public FormatCommand(Terminal terminal) : base("fmt", "Brings files into the one canonical layout; what they mean, and their comments, stay.")
    {
        this.terminal = terminal;
        Add(files);
        Add(check);
        SetAction(Format);
    }

    private int Format(ParseResult arguments)
    {
        bool isCheck = arguments.GetValue(check), isFine = true;
        foreach (string path in FindFiles.Of(arguments.GetRequiredValue(files)))
        {
            SourceText source = SourceText.Read(path);
            FormattedText? formatted = source.Text is null ? null : ArchFormatter.Format(path, source.Text);
            if (formatted is null || formatted.IsRefused)
            {
                Refuse(path, source, formatted);
                isFine = false;
            }
            else if (formatted.Text != source.Text)
            {
                if (!isCheck) RewriteFile.With(source, formatted.Text);
                terminal.Output.WriteLine(path);
                isFine &= !isCheck;
            }
        }

        return isFine ? ExitCodes.Success : ExitCodes.Failure;
    }

    private void Refuse(string path, SourceText source, FormattedText? formatted)
    {
        IReadOnlyList<ArchDiagnostic> obstacles = formatted is null ? [source.Parse().Problem!] : formatted.Obstacles;
        new FindingPrinter(terminal.Console).Print(obstacles, source.Text is null ? [] : new Dictionary<string, string> { [path] = source.Text });
        terminal.Complain($"{path} is left as it is");
    }
}
