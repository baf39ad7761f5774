using System.CommandLine;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Tasks;

namespace NetArch.Samples.Commands;

internal sealed class EvaluateCommand : Command
{
    public EvaluateCommand(Session session) : base("eval", "Measures a saved network on the test data.")
    {
        Argument<ISampleNetwork> network = Choices.Network();
        Option<string> weights = PathOptions.Weights();
        Option<string?> data = PathOptions.Data(), json = PathOptions.Json();
        Option<int> threads = NumberOptions.Threads();
        Add(network);
        foreach (Option option in new Option[] { weights, data, threads, json }) Add(option);
        SetAction(result => result.GetRequiredValue(network).Apply(new EvaluateNetwork(
            new EvaluateSettings(result.GetRequiredValue(weights), result.GetValue(data), result.GetValue(threads), result.GetValue(json)), session)));
    }
}
