using System.CommandLine;
using System.Text;
using NetArch.Tool.Sources;
using NetArch.Tool.Templates;

namespace NetArch.Tool.Commands;

internal sealed class NewCommand : Command
{
    public NewCommand(Terminal terminal) : base("new", "Writes NAME.net.arch, a network to begin with.")
    {
        var name = new Argument<string>("NAME") { Description = "The network's name, which becomes a class." };
        var template = new Option<string>("--from")
        {
            Description = $"What to begin with: {string.Join(", ", NetworkTemplates.Names)} (default {NetworkTemplates.Usual}).",
            HelpName = "TEMPLATE",
            DefaultValueFactory = _ => NetworkTemplates.Usual,
        };
        Add(name);
        Add(template);
        SetAction(arguments =>
        {
            string network = arguments.GetRequiredValue(name), path = network + FindFiles.Ending;
            Create(path, NetworkTemplates.Text(arguments.GetRequiredValue(template), network));
            terminal.Output.WriteLine(path);
            return ExitCodes.Success;
        });
    }

    private static void Create(string path, string text)
    {
        if (Path.Exists(path)) throw new CommandException($"{path} exists already and is left as it is; choose another name, or remove it");
        OutputFile.Write(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
