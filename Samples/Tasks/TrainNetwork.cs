using NetArch.Samples.Catalogue;
using NetArch.Samples.Commands;
using NetArch.Samples.Output;

namespace NetArch.Samples.Tasks;

/// <summary>Trains a network, saves it, measures it on the test part, and reports.</summary>
internal sealed class TrainNetwork(TrainSettings settings, Session session) : INetworkTask<int>
{
    private readonly Terminal terminal = session.Terminal;

    public int Run<TNetwork, TInput, TTarget, TOutput>(ISampleNetwork sample)
        where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        // What could spoil the end is looked at before the hours of training.
        using var folder = new OutputFolder(settings.Out);
        string weights = folder.Reserve($"{sample.Description.Name}.safetensors");
        if (settings.Json is not null) WritableFile.Check(settings.Json);
        LoadedData<TInput> data = sample.Data.Load<TInput>(settings.Data);
        if (settings.Batch > data.Train.Count)
            throw new UsageException($"--batch {settings.Batch} is more than the {data.Train.Count} samples that {data.Name} has to train on.");
        session.Cancellation.ThrowIfCancellationRequested();

        Standardisation standardisation = Standardisation.Of(TrainingPart(data.Train));
        data = data.Standardise(standardisation);
        using TNetwork network = TNetwork.Create(settings.Compute.Options(settings.Seed));
        terminal.Announce(data);
        Augmentation? augmentation = settings.Augmentation?.Over(sample.Data.Augmentation);
        Announce(sample.Description, augmentation);
        TrainingRun run = Fit(network, data.Train, augmentation, weights);

        var notes = new TrainingNotes(data.Name, settings.Epochs, settings.Batch, settings.Seed, run.Epochs[run.Kept - 1].Loss, standardisation);
        network.Save(weights, notes.ToMetadata());
        terminal.Line($"trained in {run.Elapsed.TotalSeconds:0.0} s, {run.ImagesPerSecond:N0} images/s{(settings.Best ? $"; epoch {run.Kept} was best in validation" : "")}");
        terminal.Line($"saved to {weights}");
        if (!settings.Test) return ExitCodes.Success;
        Evaluation evaluation = network.Evaluate(data.Test);
        terminal.Show(evaluation);
        if (settings.Json is not null)
            JsonReport.Write(settings.Json, TrainingReport.Of(sample.Description, notes, evaluation, settings.Compute, run.ImagesPerSecond, run.Elapsed));
        return ExitCodes.Success;
    }

    /// <summary>What is trained on, without the part that <c>Fit</c>, by the same seed, keeps for validation: that must not have a say in anything.</summary>
    private Dataset<TInput> TrainingPart<TInput>(Dataset<TInput> train) where TInput : struct, INetworkInput<TInput> =>
        settings.Validation > 0 ? train.Split(settings.Validation, settings.Seed).First : train;

    private TrainingRun Fit<TInput, TTarget, TOutput>(
        Network<TInput, TTarget, TOutput> network, Dataset<TInput> train, Augmentation? augmentation, string weights)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        try
        {
            return TrainingView.Show(terminal, progress => network.Fit(
                train, settings.Optimizer, settings.Epochs, settings.Batch, settings.Validation, settings.Schedule, progress,
                keepBest: settings.Best, augmentation: augmentation, cancellation: session.Cancellation));
        }
        catch (OperationCanceledException)
        {
            throw new StoppedException(File.Exists(weights)
                ? $"nothing was saved; {weights} is still that of an earlier training"
                : $"nothing was saved; there is no {weights}");
        }
    }

    private void Announce(NetworkDescription network, Augmentation? augmentation)
    {
        terminal.Line($"network: {network.Name}, {network.ParameterCount():N0} parameters");
        terminal.Line($"         {settings.OptimizerName} at {settings.Optimizer.Rate}, {settings.ScheduleName} schedule, batch {settings.Batch}, seed {settings.Seed}, {settings.Compute.Description}");
        if (augmentation is not null) terminal.Line($"augment: {AugmentationSettings.Describe(augmentation)}");
    }
}
