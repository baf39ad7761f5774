using System.Diagnostics;
using NetArch.Samples.Catalogue;
using NetArch.Samples.Commands;
using NetArch.Samples.Devices;
using NetArch.Samples.Output;

namespace NetArch.Samples.Tasks;

/// <param name="Json">The file for the report, or null.</param>
internal sealed record BenchSettings(int Batch, bool Infer, ComputeSettings Compute, string? Json);

/// <summary>Times a network on random numbers, through the same calls that a user makes.</summary>
internal sealed class BenchNetwork(BenchSettings settings, Session session) : INetworkTask<int>
{
    public int Run<TNetwork, TInput, TTarget, TOutput>(ISampleNetwork sample)
        where TNetwork : Network<TInput, TTarget, TOutput>, INetwork<TNetwork>
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        if (settings.Json is not null) WritableFile.Check(settings.Json);
        using TNetwork network = TNetwork.Create(settings.Compute.Options());
        long planned = network.TrainingBytes(settings.Batch);
        if (!settings.Infer) CheckMemory(sample.Description, planned);
        Dataset<TInput> data = RandomData.Create<TInput, TTarget>(settings.Batch);
        var timing = new StepTiming();
        if (settings.Infer) TimeInference(network, data.Take(settings.Batch), timing);
        else TimeTraining(network, data, timing);

        BenchReport report = Report(sample.Description, timing.Median, planned);
        session.Terminal.Line(
            $"{report.Network}, batch {report.Batch}, {report.Mode}, {settings.Compute.Description}: {report.MedianMilliseconds:0.000} ms (median of {timing.Count:N0}), {report.ImagesPerSecond:N0} images/s, {report.Gflops:0.0} GFLOP/s");
        if (!settings.Infer)
            session.Terminal.Line($"memory: {Gibibytes(report.PlannedBytes!.Value)} by the plan; {Gibibytes(report.PeakBytes)} for the whole process at its peak");
        if (settings.Json is not null) JsonReport.Write(settings.Json, report);
        return ExitCodes.Success;
    }

    private void TimeTraining<TInput, TTarget, TOutput>(Network<TInput, TTarget, TOutput> network, Dataset<TInput> data, StepTiming timing)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(session.Cancellation);
        try
        {
            network.Fit(data, new Adam(), int.MaxValue, settings.Batch, progress: new TimedSteps(timing, stop), cancellation: stop.Token);
        }
        catch (OperationCanceledException) when (!session.Cancellation.IsCancellationRequested)
        {
            // The timing has all it needs: that is how a training without an end ends.
        }
    }

    private void TimeInference<TInput, TTarget, TOutput>(Network<TInput, TTarget, TOutput> network, Dataset<TInput> data, StepTiming timing)
        where TInput : struct, INetworkInput<TInput>
        where TTarget : struct, INetworkTarget<TTarget>
        where TOutput : struct, INetworkOutput<TOutput>
    {
        while (timing.Tick())
        {
            session.Cancellation.ThrowIfCancellationRequested();
            network.Evaluate(data, settings.Batch);
        }
    }

    private void CheckMemory(NetworkDescription network, long planned)
    {
        (long memory, string whose) = settings.Compute.Memory;
        if (planned > memory)
            throw new UsageException(FormattableString.Invariant(
                $"training {network.Name} at --batch {settings.Batch} takes {Gibibytes(planned)} by its plan; {whose} has {Gibibytes(memory)}. A smaller --batch {(settings.Compute.Device is null ? "or fewer --threads take" : "takes")} less."));
    }

    private static string Gibibytes(long bytes) => FormattableString.Invariant($"{bytes / (double)(1 << 30):0.00} GiB");

    private BenchReport Report(NetworkDescription network, TimeSpan median, long planned) => new(
        network.Name, settings.Batch, settings.Infer ? "infer" : "train", settings.Compute.Threads,
        settings.Batch / median.TotalSeconds, median.TotalMilliseconds,
        settings.Batch * (settings.Infer ? InferenceOperations(network) : TrainingOperations(network)) / median.TotalSeconds / 1e9,
        settings.Infer ? null : planned, PeakBytes(), settings.Compute.DeviceName);

    private static long PeakBytes()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>Floating-point operations for a sample: a multiply-accumulate is two.</summary>
    private static double InferenceOperations(NetworkDescription network) => 2.0 * network.Layers.Sum(layer => layer.MultiplyAccumulates);

    /// <summary>Forward, the gradient of the weights, and that of each layer's input but the first layer's, which nobody needs.</summary>
    private static double TrainingOperations(NetworkDescription network) =>
        3 * InferenceOperations(network) - 2.0 * network.Layers.First(layer => layer.MultiplyAccumulates > 0).MultiplyAccumulates;

    private sealed class TimedSteps(StepTiming timing, CancellationTokenSource stop) : TrainingProgress
    {
        public override void Started(in TrainingSize size) => timing.Tick();

        public override void Stepped(in TrainingStep step)
        {
            if (!timing.Tick()) stop.Cancel();
        }
    }
}
