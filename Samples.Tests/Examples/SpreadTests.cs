using NetArch.Samples.Networks;

namespace NetArch.Samples.Tests.Examples;

/// <summary>The spread of DeepTanh's activations: small random weights let it vanish, Xavier's keep it.</summary>
public sealed class SpreadTests
{
    [Fact]
    public void Weights_of_deviation_a_hundredth_leave_a_fifth_of_the_spread_to_every_layer_and_nothing_to_the_last()
    {
        double[] spread = Activations(new NetworkOptions(Seed: 1, Threads: 2, Initialisation.Normal, Deviation: 0.01f));
        for (int layer = 1; layer < spread.Length; layer++) (spread[layer] / spread[layer - 1]).ShouldBe(0.01 * Math.Sqrt(500), 0.015);
        spread[^1].ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Xaviers_weights_keep_the_spread_to_the_end()
    {
        double[] spread = Activations(new NetworkOptions(Seed: 1, Threads: 2));
        spread.ShouldAllBe(deviation => deviation > 0.2 && deviation < 0.7);
        (spread[^1] / spread[^2]).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Spread_shows_both_side_by_side()
    {
        CommandRun run = CommandRun.Of("spread", "DeepTanh", "--threads", "1");

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldMatch(@"input +1\.0000 +█+ +1\.0000 +█+");
        run.Output.ShouldMatch(@"tanh10 +2\.\de-7 +0\.2\d\d\d +███");
        run.Output.Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    /// <summary>The standard deviation of what each tanh gives for 64 standardised random samples.</summary>
    private static double[] Activations(NetworkOptions options)
    {
        using DeepTanh network = DeepTanh.Create(options);
        var random = new Random(1);
        DeepTanh.Input[] inputs = [.. Enumerable.Range(0, 64).Select(_ =>
            (DeepTanh.Input)Enumerable.Range(0, 500).Select(_ => (float)((2 * random.NextDouble() - 1) * Math.Sqrt(3))).ToArray())];
        return [.. network.Trace(inputs).Where(trace => trace.Name.StartsWith("tanh", StringComparison.Ordinal)).Select(trace => Deviation(trace.Values))];
    }

    private static double Deviation(ReadOnlyMemory<float> values)
    {
        double mean = values.ToArray().Average(value => (double)value);
        return Math.Sqrt(values.ToArray().Average(value => (value - mean) * (value - mean)));
    }
}
