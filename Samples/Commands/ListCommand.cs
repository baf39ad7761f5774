using System.CommandLine;
using System.Globalization;
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
            Column("network"), Column("input"), Column("parameters").RightAligned(), Column("macs").RightAligned(), Column("data"));
        foreach (ISampleNetwork network in SampleNetworks.All)
        {
            NetworkDescription description = network.Description;
            table.AddRow(
                new Text(description.Name),
                new Text(description.Input.ToString()),
                new Text(description.ParameterCount().ToString("N0", CultureInfo.InvariantCulture)),
                new Text(Rounded(description.Layers.Sum(layer => layer.MultiplyAccumulates))),
                new Text(network.Data.Name));
        }

        terminal.Console.Write(table);
        terminal.Line($"\nmacs: multiply-accumulates for one sample\ndata in parentheses is not here; `bench` trains such a network on random numbers");
        return ExitCodes.Success;
    }

    private static TableColumn Column(string header) => new TableColumn(header).NoWrap();

    /// <summary>Three digits and the unit of the language's claims: 15.5G.</summary>
    private static string Rounded(long count) => count switch
    {
        >= 1_000_000_000 => Digits(count / 1e9) + "G",
        >= 1_000_000 => Digits(count / 1e6) + "M",
        >= 1_000 => Digits(count / 1e3) + "k",
        _ => count.ToString(CultureInfo.InvariantCulture),
    };

    private static string Digits(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
