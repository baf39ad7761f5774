using System.CommandLine;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Tasks;

namespace NetArch.Samples.Commands;

internal sealed class SpreadCommand : Command
{
    public SpreadCommand(Session session) : base("spread", "Shows how far signals reach through an untrained network, layer by layer.")
    {
        Argument<ISampleNetwork> network = Choices.Network();
        Option<float> deviation = NumberOptions.Deviation();
        Option<int> batch = NumberOptions.Count("--batch", "Random samples to send through.", 64);
        Option<ulong> seed = NumberOptions.Seed();
        Option<int> threads = NumberOptions.Threads();
        Add(network);
        foreach (Option option in new Option[] { deviation, batch, seed, threads }) Add(option);
        SetAction(result => result.GetRequiredValue(network).Apply(new ShowSpread(
            new SpreadSettings(result.GetValue(deviation), result.GetValue(batch), result.GetValue(seed), result.GetValue(threads)), session)));
    }
}
