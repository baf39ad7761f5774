using System.CommandLine;
using System.CommandLine.Parsing;
using NetArch.Dsl;
using NetArch.Generator.Planning;

namespace NetArch.Tool.Commands;

internal sealed class PlanCommand : Command
{
    private const int UsualBatch = 128, LargestBatch = 1 << 20;

    public PlanCommand(Terminal terminal) : base("plan", "Shows what a network is compiled to: kernels, their order and stages, and memory.")
    {
        Argument<string> file = Operands.File();
        Argument<string?> name = Operands.Network();
        var batch = new Option<int>("--batch") { Description = $"Samples of a training step, for the memory (default {UsualBatch}).", HelpName = "N", DefaultValueFactory = _ => UsualBatch };
        batch.Validators.Add(RequireBatch);
        Add(file);
        Add(name);
        Add(batch);
        SetAction(arguments =>
        {
            IReadOnlyList<CheckedNetwork> networks = ChosenNetworks.Of(arguments.GetRequiredValue(file), arguments.GetValue(name), terminal);
            terminal.Output.Write(string.Join("\n", networks.Select(network => Text(network, arguments.GetValue(batch)))));
            return ExitCodes.Success;
        });
    }

    private static string Text(CheckedNetwork network, int batch) => NetworkPlanner.Plan(network.Network) switch
    {
        { Plan: { } plan } => PlanText.Of(plan, batch),
        { Unsupported: var unsupported } => throw new CommandException(
            $"{network.Network.Name} cannot be compiled yet: {string.Join("; ", unsupported.Select(layer => $"{layer.Layer}: {layer.What}"))}"),
    };

    private static void RequireBatch(OptionResult option)
    {
        if (option.Tokens is [{ Value: var text }] && !(int.TryParse(text, out int value) && value is >= 1 and <= LargestBatch))
            option.AddError($"--batch {text}: it must be a whole number from 1 to {LargestBatch:N0}");
    }
}
