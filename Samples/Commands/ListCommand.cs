using System.CommandLine;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Output;
using Spectre.Console;

namespace NetArch.Samples.Commands;

internal sealed class ListCommand : Command
{
    public ListCommand(Session session) : base("list", "Shows the networks.") => SetAction(_ => Show(session.Terminal));

    private static int Show(Terminal terminal)
    {
        Table table = new Table().Border(TableBorder.None).AddColumns(
            new TableColumn("network").NoWrap(), new TableColumn("parameters").RightAligned().NoWrap(), new TableColumn("what it is"), new TableColumn("data"));
        foreach (ISampleNetwork network in SampleNetworks.All)
        {
            table.AddRow(
                new Text(network.Description.Name),
                new Text(FormattableString.Invariant($"{network.Description.ParameterCount():N0}")),
                new Text(network.About),
                new Text(network.Data.Name));
        }

        terminal.Console.Write(table);
        return ExitCodes.Success;
    }
}
