using System.CommandLine;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Tasks;

namespace NetArch.Samples.Commands;

internal sealed class DumpCommand : Command
{
    public DumpCommand(Session session) : base("dump", "Writes what a network computes for random samples, for other programs to compare with.")
    {
        Argument<ISampleNetwork> network = Choices.Network();
        Option<int> batch = NumberOptions.Count("--batch", "Samples.", 4), steps = NumberOptions.Count("--steps", "Training steps for each optimiser.", 5);
        Option<ulong> seed = NumberOptions.Seed();
        var compute = new ComputeOptions();
        Option<string> output = PathOptions.Out("artifacts/dump");
        Add(network);
        foreach (Option option in (Option[])[batch, steps, seed, .. compute.All, output]) Add(option);
        SetAction(result => result.GetRequiredValue(network).Apply(new DumpNetwork(
            new DumpSettings(result.GetValue(batch), result.GetValue(steps), result.GetValue(seed), compute.Read(result), result.GetRequiredValue(output)),
            session)));
    }
}
