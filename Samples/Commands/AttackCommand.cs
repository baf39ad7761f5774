using System.CommandLine;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Tasks;

namespace NetArch.Samples.Commands;

internal sealed class AttackCommand : Command
{
    public AttackCommand(Session session) : base("attack", "Changes test images a little so that a saved network mistakes them.")
    {
        Argument<ISampleNetwork> network = Choices.Network();
        Option<string> weights = PathOptions.Weights();
        Option<string?> data = PathOptions.Data();
        Option<float> change = NumberOptions.Change();
        Option<int> count = NumberOptions.Count("--count", "Test images to try.", 1000);
        var compute = new ComputeOptions();
        Add(network);
        foreach (Option option in (Option[])[weights, data, change, count, .. compute.All]) Add(option);
        SetAction(result => result.GetRequiredValue(network).Apply(new AttackNetwork(
            new AttackSettings(
                result.GetRequiredValue(weights), result.GetValue(data), result.GetValue(change), result.GetValue(count), compute.Read(result)),
            session)));
    }
}
