using System.Diagnostics;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Commands;
using NetArch.Samples.Devices;
using NetArch.Samples.Output;

namespace NetArch.Samples.Tasks;

/// <param name="Weights">The checkpoint.</param>
/// <param name="Data">The folder with the data, or null.</param>
/// <param name="Json">The file for the report, or null.</param>
internal sealed record EvaluateSettings(string Weights, string? Data, ComputeSettings Compute, string? Json);

/// <summary>Measures a saved network on the test part of its data, standardised as it was for training.</summary>
internal sealed class EvaluateNetwork(EvaluateSettings settings, Session session) : INetworkTask<int>
{
    private const int WarmingSamples = 256;

    private readonly Terminal terminal = session.Terminal;

    public int Run<TNetwork, TInput, TTarget, TOutput>(ISampleNetwork sample)
        where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        if (settings.Json is not null) WritableFile.Check(settings.Json);
        using TNetwork network = TNetwork.Create(settings.Compute.Options());
        network.LoadWeights(settings.Weights);
        TrainingNotes? notes = TrainingNotes.Read(settings.Weights, TInput.Shape.Channels);
        LoadedData<TInput> data = sample.Data.Load<TInput>(settings.Data, notes?.Dataset);
        session.Cancellation.ThrowIfCancellationRequested();

        terminal.Announce(data);
        Dataset<TInput> test = Prepare(data, notes);
        network.Evaluate(test.Take(Math.Min(WarmingSamples, test.Count)));
        long started = Stopwatch.GetTimestamp();
        Evaluation evaluation = network.Evaluate(test);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        terminal.Show(evaluation);
        if (settings.Json is not null)
        {
            JsonReport.Write(settings.Json, TrainingReport.Of(
                sample.Description, (notes ?? TrainingNotes.None) with { Dataset = data.Name }, evaluation,
                settings.Compute, evaluation.Count / elapsed.TotalSeconds, elapsed));
        }

        return ExitCodes.Success;
    }

    private Dataset<TInput> Prepare<TInput>(LoadedData<TInput> data, TrainingNotes? notes) where TInput : struct, INetworkInput<TInput>
    {
        if (notes?.Inputs is not { } standardisation)
        {
            terminal.Warn($"{settings.Weights} does not say how its inputs were standardised; they are taken as they are, from 0 to 1.");
            return data.Test;
        }

        if (notes.Dataset != data.Name) terminal.Warn($"{settings.Weights} was trained on {notes.Dataset}; this measures it on {data.Name}.");
        return data.Test.Standardise(standardisation);
    }
}
