using System.CommandLine;
using NetArch.Dsl;
using NetArch.Tool.Findings;
using NetArch.Tool.Sources;

namespace NetArch.Tool.Commands;

internal sealed class FixCommand : Command
{
    private readonly Argument<string[]> files = Operands.FilesOrFolders();
    private readonly Option<bool> annotate = new("--annotate") { Description = "Write the missing claims of every layer, too." };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Write nothing; say what would be written." };
    private readonly Terminal terminal;

    public FixCommand(Terminal terminal) : base("fix", "Writes right numbers into wrong claims, answers questions, adds floor where it is missing, mends misspelt words.")
    {
        this.terminal = terminal;
        Add(files);
        Add(annotate);
        Add(dryRun);
        SetAction(Fix);
    }

    private int Fix(ParseResult arguments)
    {
        SourceText[] sources = [.. FindFiles.Of(arguments.GetRequiredValue(files)).Select(SourceText.Read)];
        MendedFiles mended = MendFiles.Of(sources, arguments.GetValue(annotate));
        foreach (string line in mended.Changes) terminal.Output.WriteLine(line);
        if (!arguments.GetValue(dryRun))
        {
            foreach (SourceText source in sources.Where(source => source.Text is not null && mended.Texts[source.Path] != source.Text))
                RewriteFile.With(source, mended.Texts[source.Path]);
        }

        int left = mended.Left.Count(finding => finding.IsError);
        if (left == 0) return ExitCodes.Success;
        new FindingPrinter(terminal.Console).Print(mended.Left, mended.Texts);
        terminal.Complain(left == 1 ? "1 error is left, which takes a person" : $"{left} errors are left, which take a person");
        return ExitCodes.Failure;
    }
}
