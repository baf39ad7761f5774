using System.Diagnostics;
using NetArch.Benchmarks.Rates;
using NetArch.Gpu;

namespace NetArch.Benchmarks.Gpu;

/// <summary>Times training steps on a GPU as <c>Fit</c> takes them: the next one's samples go there while one is computed. SGD with momentum on
/// random images that lie in the host's memory, dropout on.</summary>
internal static class GpuRate
{
    private const double WarmUpSeconds = 1;
    private const int FewestSteps = 8;
    private const long MostImageBytes = 256 << 20;

    /// <summary>Over all steps of a time, not the median of single ones: two are always under way.</summary>
    public static double ImagesPerSecond(GpuNetwork timed, GpuDevice device, Precision precision, double seconds)
    {
        using Network network = timed.Create(new NetworkOptions(Device: device, Precision: precision));
        var engine = (IOverlappingEngine)network.Engine;
        int batches = (int)Math.Clamp(MostImageBytes / ((long)timed.Batch * network.Description.Input.Count * sizeof(float)), 2, 16);
        var steps = new Steps(engine, new RandomImages(network.Description, timed.Batch * batches), timed.Batch, batches, network.Parameters.Count);
        steps.Take(WarmUpSeconds);
        return steps.Take(seconds);
    }

    private sealed class Steps(IOverlappingEngine engine, RandomImages data, int batch, int batches, int parameters)
    {
        private readonly float[] rates = [.. Enumerable.Repeat(0.01f, parameters)];
        private readonly Sgd optimizer = new(0.01f, Momentum: 0.9f);
        private long number;

        /// <returns>Images a second.</returns>
        public double Take(double seconds)
        {
            int taken = 0;
            long started = Stopwatch.GetTimestamp();
            Begin();
            while (taken < FewestSteps || Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
            {
                Begin();
                engine.End();
                taken++;
            }

            engine.End();
            return (taken + 1) * batch / Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        private void Begin() => engine.Begin(
            data.Batch((int)(number % batches), batch), optimizer, new StepContext(rates, 1, number++, dropout: true, Reduction.Mean));
    }
}
