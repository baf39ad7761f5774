using System.Globalization;
using NetArch.Gpu;

namespace NetArch.Benchmarks.Gpu;

/// <summary>Trains networks on the GPU and on the processor by the same seed, and compares losses and accuracies.</summary>
internal sealed class GpuTrainings(GpuOptions options)
{
    /// <summary>Rounding differs, and training magnifies it; more than this between two accuracies is no rounding.</summary>
    private const double MostApart = 0.02;

    private const int Epochs = 3;

    /// <returns>Whether all agree.</returns>
    public bool Print(TextWriter output)
    {
        using GpuDevice device = options.Open();
        output.WriteLine(Invariant($"{device.Name}; {Epochs} epochs in batches of 128, Adam at 0.002, the same seed on the processor (cpu) and on the GPU"));
        bool agree = true;
        foreach (GpuNetwork network in options.Networks)
        {
            agree &= network.Name switch
            {
                nameof(LeNet) => Compare<LeNet, LeNet.Input, LeNet.Target, LeNet.Output>(output, device, Digits<LeNet.Input>()),
                nameof(DigitsMlp) => Compare<DigitsMlp, DigitsMlp.Input, DigitsMlp.Target, DigitsMlp.Output>(output, device, Digits<DigitsMlp.Input>()),
                nameof(DigitsCnn) => Compare<DigitsCnn, DigitsCnn.Input, DigitsCnn.Target, DigitsCnn.Output>(output, device, Digits<DigitsCnn.Input>()),
                nameof(CifarCnn) => Compare<CifarCnn, CifarCnn.Input, CifarCnn.Target, CifarCnn.Output>(output, device, Photographs<CifarCnn.Input>()),
                nameof(ResNet20) => Compare<ResNet20, ResNet20.Input, ResNet20.Target, ResNet20.Output>(output, device, Photographs<ResNet20.Input>()),
                // The others take a processor too long.
                _ => true,
            };
        }

        return agree;
    }

    private static (Dataset<TInput> Train, Dataset<TInput> Test) Digits<TInput>() where TInput : struct, INetworkInput<TInput> =>
        DrawnDigits.Load<TInput>(train: 6_000, test: 1_000);

    private (Dataset<TInput> Train, Dataset<TInput> Test) Photographs<TInput>() where TInput : struct, INetworkInput<TInput> => options.Cifar is { } folder
        ? Cifar10.Load<TInput>(folder)
        : (TrainingImages.Draw<TInput>(3_000, seed: 1), TrainingImages.Draw<TInput>(1_000, seed: 2));

    private bool Compare<TNetwork, TInput, TTarget, TOutput>(TextWriter output, GpuDevice device, (Dataset<TInput> Train, Dataset<TInput> Test) data)
        where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        Standardisation standardisation = Standardisation.Of(data.Train);
        (Dataset<TInput> train, Dataset<TInput> test) = (data.Train.Standardise(standardisation), data.Test.Standardise(standardisation));
        output.WriteLine();
        output.WriteLine(Invariant($"{TNetwork.Describe.Name} on {data.Train.Name}, {train.Count:N0} images"));
        double truth = Train<TNetwork, TInput, TTarget, TOutput>(output, "cpu", new NetworkOptions(), train, test);
        bool agree = true;
        foreach (Precision precision in options.Precisions)
        {
            string name = precision.ToString().ToLowerInvariant();
            double accuracy = Train<TNetwork, TInput, TTarget, TOutput>(output, name, new NetworkOptions(Device: device, Precision: precision), train, test);
            if (Math.Abs(accuracy - truth) <= MostApart) continue;
            output.WriteLine(Invariant($"  {name}: {100 * Math.Abs(accuracy - truth):0.0} points from the processor's accuracy"));
            agree = false;
        }

        return agree;
    }

    /// <returns>The accuracy on the test part.</returns>
    private static double Train<TNetwork, TInput, TTarget, TOutput>(
        TextWriter output, string name, NetworkOptions on, Dataset<TInput> train, Dataset<TInput> test)
        where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        using TNetwork network = TNetwork.Create(on);
        TrainingRun run = network.Fit(train, new Adam(0.002f), Epochs);
        double accuracy = network.Evaluate(test).Accuracy ?? 0;
        string losses = string.Join(", ", run.Epochs.Select(epoch => Invariant($"{epoch.Loss:0.00000}")));
        output.WriteLine(Invariant($"  {name,-8} losses {losses}; test accuracy {100 * accuracy:0.00}%; {run.ImagesPerSecond:N0} images/s"));
        output.Flush();
        return accuracy;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
