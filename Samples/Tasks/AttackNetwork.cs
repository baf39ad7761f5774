using NetArch.Samples.Catalogue;
using NetArch.Samples.Commands;
using NetArch.Samples.Devices;
using NetArch.Samples.Output;

namespace NetArch.Samples.Tasks;

/// <param name="Weights">The checkpoint.</param>
/// <param name="Data">The folder with the data, or null.</param>
/// <param name="Change">How much every pixel may change; pixels go from 0 to 1.</param>
/// <param name="Count">Test images to try.</param>
internal sealed record AttackSettings(string Weights, string? Data, float Change, int Count, ComputeSettings Compute);

/// <summary>
/// The fast gradient sign method (Goodfellow, Shlens and Szegedy 2014): every pixel moves by the same small amount, up or down as makes
/// the loss of the right answer grow. Shows how many answers that spoils, and an image before and after.
/// </summary>
internal sealed class AttackNetwork(AttackSettings settings, Session session) : INetworkTask<int>
{
    private const int Batch = 100;

    private readonly Terminal terminal = session.Terminal;

    public int Run<TNetwork, TInput, TTarget, TOutput>(ISampleNetwork sample)
        where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        using TNetwork network = TNetwork.Create(settings.Compute.Options());
        network.LoadWeights(settings.Weights);
        TrainingNotes? notes = TrainingNotes.Read(settings.Weights, TInput.Shape.Channels);
        LoadedData<TInput> data = sample.Data.Load<TInput>(settings.Data, notes?.Dataset);
        terminal.Announce(data);
        int channels = TInput.Shape.Channels;
        Standardisation inputs = notes?.Inputs ?? new Standardisation([.. new float[channels]], [.. Enumerable.Repeat(1f, channels)]);

        Dataset<TInput> images = data.Test.Take(Math.Min(settings.Count, data.Test.Count));
        Dataset<TInput> changed = Attack(network, images, inputs);
        Report(network, images, changed, inputs);
        return ExitCodes.Success;
    }

    private Dataset<TInput> Attack<TInput, TTarget, TOutput>(
        Network<TInput, TTarget, TOutput> network, Dataset<TInput> images, Standardisation inputs)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        int size = TInput.Shape.Count;
        var values = new float[images.Count * size];
        Dataset<TInput> seen = images.Standardise(inputs);
        for (int start = 0; start < images.Count; start += Batch)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            int[] places = [.. Enumerable.Range(start, Math.Min(Batch, images.Count - start))];
            float[] slopes = network.InputGradients(seen.Subset(places));
            for (int i = 0; i < places.Length; i++)
            {
                ReadOnlySpan<float> pixels = images[start + i].Values.Span, slope = slopes.AsSpan(i * size, size);
                Span<float> moved = values.AsSpan((start + i) * size, size);
                for (int pixel = 0; pixel < size; pixel++)
                    moved[pixel] = Math.Clamp(pixels[pixel] + settings.Change * Math.Sign(slope[pixel]), 0, 1);
            }
        }

        return Dataset.FromClasses<TInput>("changed", values, [.. Enumerable.Range(0, images.Count).Select(images.ClassOf)], images.ClassNames);
    }

    private void Report<TInput, TTarget, TOutput>(
        Network<TInput, TTarget, TOutput> network, Dataset<TInput> images, Dataset<TInput> changed, Standardisation inputs)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        Answer[] before = Answers(network, images.Standardise(inputs)), after = Answers(network, changed.Standardise(inputs));
        int[] right = [.. Enumerable.Range(0, images.Count).Where(i => before[i].Class == images.ClassOf(i))];
        int[] spoilt = [.. right.Where(i => after[i].Class != images.ClassOf(i))];
        terminal.Line($"of {images.Count:N0} images, answered rightly: {right.Length:N0};");
        terminal.Line($"of these, with every pixel moved by {settings.Change} of its range: {right.Length - spoilt.Length:N0}");
        if (spoilt is not [int first, ..]) return;
        terminal.Line($"\ntest image {first}, before and after\n");
        ImageText.Show(terminal.Output, TInput.Shape, images[first].Values.Span, changed[first].Values.Span);
        terminal.Line($"\nbefore: {images.ClassNames[before[first].Class]}, {100 * before[first].Probability:0.0}%; after: {images.ClassNames[after[first].Class]}, {100 * after[first].Probability:0.0}%");
    }

    private static Answer[] Answers<TInput, TTarget, TOutput>(Network<TInput, TTarget, TOutput> network, Dataset<TInput> images)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput> =>
    [
        .. network.Predict([.. Enumerable.Range(0, images.Count).Select(i => images[i])])
            .Select(output => output.Values.ToArray())
            .Select(values => new Answer(Array.IndexOf(values, values.Max()), values.Max())),
    ];

    private readonly record struct Answer(int Class, float Probability);
}
