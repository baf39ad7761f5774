using System.Diagnostics;

namespace NetArch.Benchmarks.Rates;

/// <summary>Times steps of a whole network, as PyTorch's are timed beside it: SGD with momentum on random images, dropout on.</summary>
internal static class NetworkRate
{
    private const int Batches = 16;
    private const double WarmUpSeconds = 1;

    public static readonly IReadOnlyDictionary<string, Func<NetworkOptions, Network>> Networks = new Dictionary<string, Func<NetworkOptions, Network>>
    {
        ["LeNet"] = LeNet.Create,
        ["DigitsMlp"] = DigitsMlp.Create,
        ["HouseNumbers"] = HouseNumbers.Create,
        ["CifarCnn"] = CifarCnn.Create,
        ["ResNet20"] = ResNet20.Create,
    };

    /// <summary>By the median step.</summary>
    public static double ImagesPerSecond(RateSettings settings)
    {
        using Network network = Networks[settings.Network](new NetworkOptions(Threads: settings.Threads));
        var data = new RandomImages(network.Description, settings.Batch * Batches);
        var outputs = new float[settings.Batch * network.Description.Outputs];
        var rates = new float[network.Parameters.Count];
        Array.Fill(rates, 0.01f);
        var optimizer = new Sgd(0.01f, Momentum: 0.9f);
        long steps = 0;
        double median = MedianSeconds(settings.Seconds, () =>
        {
            Batch batch = data.Batch((int)(steps % Batches), settings.Batch);
            if (settings.Trains) network.Engine.Train(batch, optimizer, new StepContext(rates, 1, steps, dropout: true, Reduction.Mean));
            else network.Engine.Infer(batch, outputs);
            steps++;
        });
        return settings.Batch / median;
    }

    private static double MedianSeconds(double seconds, Action step)
    {
        for (long started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalSeconds < WarmUpSeconds;) step();
        var times = new List<double>(1 << 16);
        for (long started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started).TotalSeconds < seconds || times.Count < 5;)
        {
            long before = Stopwatch.GetTimestamp();
            step();
            times.Add(Stopwatch.GetElapsedTime(before).TotalSeconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }
}
