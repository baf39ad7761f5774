using System.CommandLine;
using NetArch.Tool.Findings;
using NetArch.Tool.Sources;

namespace NetArch.Tool.Commands;

internal sealed class CheckCommand : Command
{
    private readonly Argument<string[]> files = Operands.FilesOrFolders();
    private readonly Option<bool> json = new("--json") { Description = "Write one JSON object, which the tool's README describes." };
    private readonly Option<bool> sarif = new("--sarif") { Description = "Write a SARIF 2.1.0 log." };
    private readonly Option<string?> output = Operands.Out("With --json or --sarif, the file to write to.");
    private readonly Terminal terminal;

    public CheckCommand(Terminal terminal) : base("check", "Says what a build would say of the files; exit code 1 if there is an error.")
    {
        this.terminal = terminal;
        Add(files);
        Add(json);
        Add(sarif);
        Add(output);
        SetAction(Check);
    }

    private int Check(ParseResult arguments)
    {
        Action<Stream, CheckedFiles>? write = Format(arguments);
        CheckedFiles result = CheckFiles.At(FindFiles.Of(arguments.GetRequiredValue(files)));
        if (write is null) new FindingPrinter(terminal.Console).Print(result);
        else OutputFile.Write(arguments.GetValue(output), terminal, stream => write(stream, result));
        return result.Errors > 0 ? ExitCodes.Failure : ExitCodes.Success;
    }

    private Action<Stream, CheckedFiles>? Format(ParseResult arguments) => (arguments.GetValue(json), arguments.GetValue(sarif)) switch
    {
        (true, true) => throw new UsageException("--json and --sarif exclude each other; give one"),
        (true, false) => CheckReport.Write,
        (false, true) => SarifLog.Write,
        (false, false) when arguments.GetValue(output) is not null => throw new UsageException("--out needs --json or --sarif"),
        (false, false) => null,
    };
}
