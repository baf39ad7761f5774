using System.CommandLine;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Tasks;

namespace NetArch.Samples.Commands;

internal sealed class BenchCommand : Command
{
    public BenchCommand(Session session) : base("bench", "Times a network's training steps, or its inference, on random numbers.")
    {
        Argument<ISampleNetwork> network = Choices.Network();
        Option<int> batch = NumberOptions.Count("--batch", "Samples in a step.", 128);
        var infer = new Option<bool>("--infer") { Description = "Times inference instead of training." };
        var compute = new ComputeOptions();
        Option<string?> json = PathOptions.Json();
        Add(network);
        foreach (Option option in (Option[])[batch, infer, .. compute.All, json]) Add(option);
        SetAction(result => result.GetRequiredValue(network).Apply(new BenchNetwork(
            new BenchSettings(result.GetValue(batch), result.GetValue(infer), compute.Read(result), result.GetValue(json)), session)));
    }
}
