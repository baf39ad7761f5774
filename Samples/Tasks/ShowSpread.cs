using System.Globalization;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Commands;
using NetArch.Samples.Output;

namespace NetArch.Samples.Tasks;

/// <param name="Deviation">The standard deviation of the weights that Xavier's are compared with.</param>
/// <param name="Batch">Random samples.</param>
internal sealed record SpreadSettings(float Deviation, int Batch, ulong Seed, int Threads);

/// <summary>
/// Shows the standard deviation of every layer's outputs under weights of one deviation everywhere, and under Xavier's. In
/// a layer of n inputs each weight of deviation d multiplies it by d * sqrt(n): 0.01 * sqrt(500) = 0.22 for DeepTanh, and 0.22 to the
/// tenth is 3e-7. Gradients shrink alike on their way back (Glorot and Bengio 2010).
/// </summary>
internal sealed class ShowSpread(SpreadSettings settings, Session session) : INetworkTask<int>
{
    private const int BarLength = 12;

    public int Run<TNetwork, TInput, TTarget, TOutput>(ISampleNetwork sample)
        where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        NetworkOptions xavier = new(settings.Seed, settings.Threads);
        NetworkOptions normal = xavier with { Initialisation = Initialisation.Normal, Deviation = settings.Deviation };
        double[] ours = Measure<TNetwork, TInput, TTarget, TOutput>(normal);
        session.Cancellation.ThrowIfCancellationRequested();
        double[] theirs = Measure<TNetwork, TInput, TTarget, TOutput>(xavier);
        Print(sample.Description, ours, theirs);
        return ExitCodes.Success;
    }

    /// <summary>The deviation of what goes in, then that of every layer's output.</summary>
    private double[] Measure<TNetwork, TInput, TTarget, TOutput>(NetworkOptions options)
        where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        Dataset<TInput> batch = RandomData.Batch<TInput, TTarget>(settings.Batch, 1);
        TInput[] inputs = [.. Enumerable.Range(0, batch.Count).Select(i => batch[i])];
        using TNetwork network = TNetwork.Create(options);
        return [Spread(inputs.SelectMany(input => input.Values.ToArray())), .. network.Trace(inputs).Select(trace => Spread(trace.Values.ToArray()))];
    }

    private static double Spread(IEnumerable<float> values)
    {
        float[] all = [.. values];
        double mean = all.Average(value => (double)value);
        return Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
    }

    private void Print(NetworkDescription network, double[] normal, double[] xavier)
    {
        string[] names = ["input", .. network.Layers.Select(layer => layer.Name)];
        int width = names.Max(name => name.Length);
        double most = normal.Concat(xavier).Max();
        session.Terminal.Line($"{network.Name}: the standard deviation of every layer's outputs for {settings.Batch} random samples,");
        session.Terminal.Line($"untrained, seed {settings.Seed}\n");
        string left = string.Create(CultureInfo.InvariantCulture, $"weights of {settings.Deviation}");
        session.Terminal.Line($"{"layer".PadRight(width)}  {left,-22}  {"Xavier's weights"}");
        for (int i = 0; i < names.Length; i++)
            session.Terminal.Line($"{names[i].PadRight(width)}  {Cell(normal[i], most)}  {Cell(xavier[i], most).TrimEnd()}");
        session.Terminal.Line($"\nof the input's spread reach the end: {Share(normal)}, {Share(xavier)}");
    }

    private static string Cell(double value, double most)
    {
        string number = value.ToString(value >= 0.001 ? "0.0000" : "0.0e+0", CultureInfo.InvariantCulture);
        return $"{number,8}  {new string('█', (int)Math.Round(BarLength * value / most)),-BarLength}";
    }

    private static string Share(double[] spread) => (spread[^1] / spread[0]).ToString(
        spread[^1] / spread[0] >= 0.001 ? "0.0%" : "0.0e+0", CultureInfo.InvariantCulture);
}
