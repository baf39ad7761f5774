using System.CommandLine;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Tasks;

namespace NetArch.Samples.Commands;

internal sealed class TrainCommand : Command
{
    public const string DefaultOut = "artifacts";

    private readonly Argument<ISampleNetwork> network = Choices.Network();
    private readonly Option<string?> data = PathOptions.Data();
    private readonly Option<int> epochs = NumberOptions.Count("--epochs", "Times that every training sample is used.", 10);
    private readonly Option<int> batch = NumberOptions.Count("--batch", "Samples in a step.", 128);
    private readonly Option<float?> rate = NumberOptions.Rate("--rate", "The learning rate. Default: what suits the optimiser; 0.002 for adam.");
    private readonly Option<string> optimizer = Choices.Option(
        "--optimizer", "How gradients become steps", SettingNames.DefaultOptimizer, SettingNames.Optimizers);
    private readonly Option<string> schedule = Choices.Option(
        "--schedule", "How the rate changes", SettingNames.DefaultSchedule, SettingNames.Schedules);
    private readonly Option<double> validation = NumberOptions.Share("--validation", "The share of the training data that is kept out to measure every epoch by.");
    private readonly Option<bool> best = new("--best") { Description = "Keeps the weights of the epoch that is best in validation, not the last." };
    private readonly AugmentationOptions augmentation = new();
    private readonly Option<bool> noTest = new("--no-test") { Description = "Leaves the test data alone: for choosing settings by validation." };
    private readonly Option<ulong> seed = NumberOptions.Seed();
    private readonly ComputeOptions compute = new();
    private readonly Option<string> output = PathOptions.Out(DefaultOut);
    private readonly Option<string?> json = PathOptions.Json();

    public TrainCommand(Session session) : base("train", "Trains a network, saves its weights and measures it on the test data.")
    {
        Add(network);
        foreach (Option option in (Option[])[data, epochs, batch, rate, optimizer, schedule, validation, best, .. augmentation.All, noTest, seed, .. compute.All, output, json])
            Add(option);
        SetAction(result => result.GetRequiredValue(network).Apply(new TrainNetwork(Settings(result), session)));
    }

    private TrainSettings Settings(ParseResult result)
    {
        var settings = new TrainSettings(
            result.GetValue(data),
            result.GetValue(epochs),
            result.GetValue(batch),
            result.GetRequiredValue(optimizer),
            result.GetValue(rate),
            result.GetRequiredValue(schedule),
            result.GetValue(validation),
            result.GetValue(best),
            augmentation.Read(result),
            !result.GetValue(noTest),
            result.GetValue(seed),
            compute.Read(result),
            result.GetRequiredValue(output),
            result.GetValue(json));
        if (settings is { Best: true, Validation: 0 })
            throw new UsageException("--best needs something to choose the epoch by: add --validation 0.2, say.");
        if (settings is { Test: false, Json: not null })
            throw new UsageException("--json reports the test; it cannot stand beside --no-test.");
        return settings;
    }
}
