using System.CommandLine;
using NetArch.Samples.Catalogue;

namespace NetArch.Samples.Commands;

internal sealed class SummaryCommand : Command
{
    public SummaryCommand(Session session) : base("summary", "Shows a network's layers, shapes and counts.")
    {
        Argument<ISampleNetwork> network = Choices.Network();
        Add(network);
        SetAction(result =>
        {
            ISampleNetwork sample = result.GetRequiredValue(network);
            session.Terminal.Line($"{sample.Description.Name}: {sample.About}");
            session.Terminal.Line($"data: {sample.Data.Name}");
            session.Terminal.Line($"");
            session.Terminal.Output.WriteLine(sample.Description.Summary);
            return ExitCodes.Success;
        });
    }
}
