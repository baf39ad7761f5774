using System.Globalization;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Commands;
using NetArch.Samples.Devices;
using NetArch.Samples.Output;

namespace NetArch.Samples.Tasks;

/// <param name="Steps">Training steps for each optimiser.</param>
/// <param name="Out">The folder.</param>
internal sealed record DumpSettings(int Batch, int Steps, ulong Seed, ComputeSettings Compute, string Out);

/// <summary>
/// Writes what a network computes for a few random samples, in three files, for another program to compute the same beside it:
/// NETWORK.weights.safetensors, every parameter at random, running statistics too; NETWORK.gradients.safetensors, the loss's gradient by
/// every parameter, batch normalisation by the batch; NETWORK.results.safetensors, samples, outputs, losses. Nothing is dropped out.
/// </summary>
internal sealed class DumpNetwork(DumpSettings settings, Session session) : INetworkTask<int>
{
    // Small enough that single precision follows double through some steps of the largest networks.
    private static readonly Sgd Descent = new(0.001f, Momentum: 0.9f);
    private static readonly Adam Adam = new(1e-5f);

    public int Run<TNetwork, TInput, TTarget, TOutput>(ISampleNetwork sample)
        where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        using var folder = new OutputFolder(settings.Out);
        string name = sample.Description.Name;
        string weights = folder.Reserve($"{name}.weights.safetensors"), gradients = folder.Reserve($"{name}.gradients.safetensors");
        string results = folder.Reserve($"{name}.results.safetensors");
        using TNetwork network = TNetwork.Create(settings.Compute.Options(settings.Seed) with { Initialisation = Initialisation(sample.Description) });
        RandomParameters.Fill(network, settings.Seed);
        network.Save(weights);
        Dataset<TInput> batch = RandomData.Batch<TInput, TTarget>(settings.Batch, (int)(settings.Seed % int.MaxValue));

        var file = new TensorFile();
        file.Add("inputs", Enumerable.Range(0, batch.Count).SelectMany(i => batch[i].Values.ToArray()), settings.Batch, TInput.Shape);
        file.Add("targets", Enumerable.Range(0, batch.Count).SelectMany(i => Target(batch, i)), settings.Batch);
        file.Add("outputs", Outputs(network, batch), settings.Batch);
        file.Add("input_gradients", network.InputGradients(batch), settings.Batch, TInput.Shape);
        file.Add("loss", [(float)network.Gradients(batch)], 1);
        TensorFile.OfGradients(network).Write(gradients, new Dictionary<string, string>());
        session.Cancellation.ThrowIfCancellationRequested();

        foreach ((string course, Optimizer optimizer) in new (string, Optimizer)[] { ("sgd", Descent), ("adam", Adam) })
        {
            network.LoadWeights(weights);
            var losses = new float[settings.Steps];
            foreach (ref float loss in losses.AsSpan())
            {
                session.Cancellation.ThrowIfCancellationRequested();
                loss = (float)network.Step(batch, optimizer, dropout: false);
            }

            file.Add($"{course}.losses", losses, settings.Steps);
            file.Add($"{course}.outputs", Outputs(network, batch), settings.Batch);
        }

        file.Write(results, Notes(sample.Description));
        session.Terminal.Line($"{name}: {settings.Batch} samples, {settings.Steps} steps; {settings.Out}/{name}.*.safetensors");
        return ExitCodes.Success;
    }

    /// <summary>What keeps signals alive through many layers: He's weights before rectifiers, Xavier's before anything else.</summary>
    private static Initialisation Initialisation(NetworkDescription network) =>
        network.Layers.Any(layer => layer.Text == "relu") ? NetArch.Initialisation.He : NetArch.Initialisation.Xavier;

    private static IEnumerable<float> Target<TInput>(Dataset<TInput> batch, int sample) where TInput : struct, INetworkInput<TInput> =>
        batch.TargetWidth > 0 ? batch.TargetOf(sample).ToArray() : [batch.ClassOf(sample)];

    private static IEnumerable<float> Outputs<TInput, TTarget, TOutput>(Network<TInput, TTarget, TOutput> network, Dataset<TInput> batch)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        TInput[] inputs = [.. Enumerable.Range(0, batch.Count).Select(i => batch[i])];
        return network.Predict(inputs).SelectMany(output => output.Values.ToArray());
    }

    private Dictionary<string, string> Notes(NetworkDescription network) => new()
    {
        ["network"] = network.Name,
        ["loss"] = network.Loss.ToString(),
        ["seed"] = settings.Seed.ToString(CultureInfo.InvariantCulture),
        ["sgd.rate"] = Descent.Rate.ToString(CultureInfo.InvariantCulture),
        ["sgd.momentum"] = Descent.Momentum.ToString(CultureInfo.InvariantCulture),
        ["adam.rate"] = Adam.Rate.ToString(CultureInfo.InvariantCulture),
    };
}
