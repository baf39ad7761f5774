using System.CommandLine;
using System.Globalization;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Output;

namespace NetArch.Samples.Commands;

internal sealed class ListCommand : Command
{
    private static readonly string[] Head = ["network", "input", "parameters", "macs", "data"];

    public ListCommand(Session session) : base("list", "Shows the networks.") => SetAction(_ => Show(session.Terminal));

    private static int Show(Terminal terminal)
    {
        string[][] rows = [Head, .. SampleNetworks.All.Select(Row)];
        int[] widths = [.. Enumerable.Range(0, Head.Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            terminal.Line(
                $"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3].PadLeft(widths[3])}  {row[4]}");
        }

        terminal.Line($"\nmacs: multiply-accumulates for one sample\ndata in parentheses is not here; `bench` trains such a network on random numbers");
        return ExitCodes.Success;
    }

    private static string[] Row(ISampleNetwork network)
    {
        NetworkDescription description = network.Description;
        return
        [
            description.Name,
            description.Input.ToString(),
            description.ParameterCount().ToString("N0", CultureInfo.InvariantCulture),
            Rounded(description.Layers.Sum(layer => layer.MultiplyAccumulates)),
            network.Data.Name,
        ];
    }

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
