using System.CommandLine;
using System.Text;
using NetArch.Dsl;
using NetArch.Tool.Drawing;

namespace NetArch.Tool.Commands;

internal sealed class DrawCommand : Command
{
    private readonly Argument<string> file = Operands.File();
    private readonly Argument<string?> name = new("NETWORK") { Description = "The network, where the file has several.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> output = Operands.Out("The file to write; without it, the picture goes to the output.");
    private readonly Option<bool> folded = new("--folded") { Description = "Draw each block as one box." };
    private readonly Option<bool> open = new("--open") { Description = "Draw all layers of each block (the default)." };
    private readonly Terminal terminal;

    public DrawCommand(Terminal terminal) : base("draw", "Draws a network's structure as an SVG picture.")
    {
        this.terminal = terminal;
        Add(file);
        Add(name);
        Add(output);
        Add(folded);
        Add(open);
        SetAction(Draw);
    }

    private int Draw(ParseResult arguments)
    {
        if (arguments.GetValue(folded) && arguments.GetValue(open)) throw new UsageException("--folded and --open exclude each other; give one");
        CheckedNetwork network = ChosenNetworks.Single(arguments.GetRequiredValue(file), arguments.GetValue(name), terminal);
        string picture = DrawNetwork.AsSvg(network.Network, arguments.GetValue(folded) ? BlockStyle.Folded : BlockStyle.Open);
        OutputFile.Write(arguments.GetValue(output), terminal, stream => stream.Write(Encoding.UTF8.GetBytes(picture)));
        return ExitCodes.Success;
    }
}
