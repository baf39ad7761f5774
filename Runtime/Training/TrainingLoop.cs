using System.Diagnostics;
using System.Globalization;

namespace NetArch;

/// <summary>Epochs of steps over the samples of a store, from beginning to end. A step allocates nothing.</summary>
internal sealed class TrainingLoop(Network network, TrainingData data, FitSettings settings)
{
    private readonly INetworkEngine engine = network.Engine;
    private readonly StepQueue queue = new(network.Engine);
    private readonly float[] rates = new float[network.Parameters.Count];
    private readonly int[] order = new int[data.Trained.Length];
    private readonly int stepsPerEpoch = (data.Trained.Length + settings.Batch - 1) / settings.Batch;
    private readonly AugmentedSamples? augmented = settings.Augmentation is { } augmentation
        ? new(network, data, augmentation, settings)
        : null;
    private readonly long started = Stopwatch.GetTimestamp();
    private long stepsBegun, stepsEnded;

    public TrainingRun Run(TrainingProgress? progress, CancellationToken cancellation)
    {
        network.ForgetSteps();
        engine.ResetOptimizer();
        progress?.Started(new TrainingSize(network.Description.Name, settings.Epochs, stepsPerEpoch, data.Trained.Length, data.Validated.Length));
        var results = new List<EpochResult>();
        BestWeights? best = settings.KeepBest ? new BestWeights(network) : null;
        for (int epoch = 1; epoch <= settings.Epochs; epoch++)
        {
            EpochResult result = Validate(TrainEpoch(epoch, progress, cancellation));
            results.Add(result);
            best?.Offer(result);
            progress?.EpochEnded(result);
        }

        best?.Restore();
        var run = new TrainingRun(results, best?.Epoch ?? settings.Epochs, Stopwatch.GetElapsedTime(started));
        progress?.Finished(run);
        return run;
    }

    private EpochResult TrainEpoch(int epoch, TrainingProgress? progress, CancellationToken cancellation)
    {
        data.Trained.CopyTo(order.AsSpan());
        augmented?.BeginEpoch(epoch);
        new PhiloxSequence(settings.Seed, Philox.Stream("shuffle", epoch)).Shuffle(order);
        var totals = new EpochTotals(epoch, Stopwatch.GetTimestamp());
        int begun = 0;
        while (begun < order.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(settings.Batch, order.Length - begun);
            BeginStep(order.AsSpan(begun, count));
            begun += count;
            if (queue.IsFull) EndStep(ref totals, progress);
        }

        while (!queue.IsEmpty) EndStep(ref totals, progress);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(totals.Started);
        return new EpochResult(epoch, Reduced(totals), Accuracy(totals), null, null, totals.Rate, elapsed, totals.Used / elapsed.TotalSeconds);
    }

    /// <summary>What the steps of an epoch that have ended add up to.</summary>
    private record struct EpochTotals(int Epoch, long Started)
    {
        public double Loss, Rate;
        public long Correct;
        public int Used, Steps;
    }

    private bool SumsUp => settings.Reduction == Reduction.Sum && network.Description.Loss == Loss.SquaredError;

    private double Reduced(in EpochTotals totals) => SumsUp ? totals.Loss : totals.Loss / totals.Used;

    private double? Accuracy(in EpochTotals totals) => Evaluator.Accuracy(network, totals.Correct, totals.Used);

    private void BeginStep(ReadOnlySpan<int> rows)
    {
        float factor = settings.Schedule.Factor(stepsBegun, (long)stepsPerEpoch * settings.Epochs);
        if (!(float.IsFinite(factor) && factor >= 0))
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture,
                $"{settings.Schedule} gave {factor} for step {stepsBegun}; rates are multiplied by a finite number, 0 or more."));
        network.FillRates(rates, settings.Optimizer.Rate, factor);
        var context = new StepContext(rates, settings.Seed, stepsBegun++, dropout: true, settings.Reduction);
        Batch batch = augmented is null ? data.Store.Batch(rows) : augmented.Batch(rows);
        queue.Begin(batch, settings.Optimizer, context, settings.Optimizer.Rate * factor);
    }

    private void EndStep(ref EpochTotals totals, TrainingProgress? progress)
    {
        BatchResult result = queue.End(out totals.Rate);
        stepsEnded++;
        totals.Steps++;
        if (!double.IsFinite(result.Loss)) throw Diverged(result.Loss, totals);
        int count = Math.Min(settings.Batch, order.Length - totals.Used);
        totals.Loss += result.Loss * (SumsUp ? 1 : count);
        totals.Correct += result.Correct;
        totals.Used += count;
        progress?.Stepped(new TrainingStep(
            totals.Epoch, settings.Epochs, totals.Steps, stepsPerEpoch, Reduced(totals), Accuracy(totals),
            totals.Used / Stopwatch.GetElapsedTime(totals.Started).TotalSeconds, TimeLeft()));
    }

    private EpochResult Validate(EpochResult result)
    {
        if (data.Validated.Length == 0) return result;
        (double loss, double? accuracy) = Evaluator.Measure(network, data.Store, data.Validated, settings.Batch);
        return result with { ValidationLoss = loss, ValidationAccuracy = accuracy };
    }

    private TimeSpan TimeLeft()
    {
        long total = (long)stepsPerEpoch * settings.Epochs;
        return Stopwatch.GetElapsedTime(started) * ((double)(total - stepsEnded) / stepsEnded);
    }

    private TrainingException Diverged(double loss, in EpochTotals totals) => new(string.Create(CultureInfo.InvariantCulture,
        $"{network.Description.Name}: the loss became {loss} at step {totals.Steps} of epoch {totals.Epoch}, with a learning rate of {totals.Rate:0.######}. A lower rate, or standardised inputs, usually mends it."));
}
