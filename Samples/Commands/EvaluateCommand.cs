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
        var compute = new ComputeOptions();
        Add(network);
        foreach (Option option in (Option[])[weights, data, .. compute.All, json]) Add(option);
        SetAction(result => result.GetRequiredValue(network).Apply(new EvaluateNetwork(
            new EvaluateSettings(result.GetRequiredValue(weights), result.GetValue(data), compute.Read(result), result.GetValue(json)), session)));
    }
}
