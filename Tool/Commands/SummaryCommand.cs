using System.CommandLine;
using NetArch.Dsl;
using NetArch.Generator.Emit.Surface;

namespace NetArch.Tool.Commands;

internal sealed class SummaryCommand : Command
{
    public SummaryCommand(Terminal terminal) : base("summary", "Shows each layer's output shape, parameters and multiply-accumulates, and their totals.")
    {
        Argument<string> file = Operands.File();
        Argument<string?> name = Operands.Network();
        Add(file);
        Add(name);
        SetAction(arguments =>
        {
            IReadOnlyList<CheckedNetwork> networks = ChosenNetworks.Of(arguments.GetRequiredValue(file), arguments.GetValue(name), terminal);
            IEnumerable<string> tables = networks.Select(network => $"{network.Network.Name}\n\n{SummaryTable.Of(network.Network)}\n");
            terminal.Output.Write(string.Join("\n", tables));
            return ExitCodes.Success;
        });
    }
}
