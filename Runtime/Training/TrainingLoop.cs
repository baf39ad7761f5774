using System.Diagnostics;
using System.Globalization;

namespace NetArch;

/// <summary>Epochs of steps over the samples of a store, from beginning to end. A step allocates nothing.</summary>
internal sealed class TrainingLoop(Network network, TrainingData data, FitSettings settings)
{
    private readonly INetworkEngine engine = network.Engine;
    private readonly float[] rates = new float[network.Parameters.Count];
    private readonly int[] order = new int[data.Trained.Length];
    private readonly int stepsPerEpoch = (data.Trained.Length + settings.Batch - 1) / settings.Batch;
    private readonly AugmentedSamples? augmented = settings.Augmentation is { } augmentation
        ? new(network, data, augmentation, settings)
        : null;
    private readonly long started = Stopwatch.GetTimestamp();
    private long stepsTaken;

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
        long started = Stopwatch.GetTimestamp();
        double loss = 0, rate = 0;
        long correct = 0;
        int used = 0;
        for (int step = 1; step <= stepsPerEpoch; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(settings.Batch, order.Length - used);
            BatchResult result = TakeStep(order.AsSpan(used, count), out rate);
            if (!double.IsFinite(result.Loss)) throw Diverged(result.Loss, epoch, step, rate);
            loss += result.Loss * (SumsUp ? 1 : count);
            correct += result.Correct;
            used += count;
            progress?.Stepped(new TrainingStep(epoch, settings.Epochs, step, stepsPerEpoch, Reduced(loss, used),
                Evaluator.Accuracy(network, correct, used), used / Stopwatch.GetElapsedTime(started).TotalSeconds, TimeLeft()));
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        return new EpochResult(epoch, Reduced(loss, used), Evaluator.Accuracy(network, correct, used), null, null, rate,
            elapsed, used / elapsed.TotalSeconds);
    }

    private bool SumsUp => settings.Reduction == Reduction.Sum && network.Description.Loss == Loss.SquaredError;

    private double Reduced(double loss, int samples) => SumsUp ? loss : loss / samples;

    private BatchResult TakeStep(ReadOnlySpan<int> rows, out double rate)
    {
        float factor = settings.Schedule.Factor(stepsTaken, (long)stepsPerEpoch * settings.Epochs);
        if (!(float.IsFinite(factor) && factor >= 0))
            throw new TrainingException(string.Create(CultureInfo.InvariantCulture,
                $"{settings.Schedule} gave {factor} for step {stepsTaken}; rates are multiplied by a finite number, 0 or more."));
        rate = settings.Optimizer.Rate * factor;
        network.FillRates(rates, settings.Optimizer.Rate, factor);
        var context = new StepContext(rates, settings.Seed, stepsTaken++, dropout: true, settings.Reduction);
        return engine.Train(augmented is null ? data.Store.Batch(rows) : augmented.Batch(rows), settings.Optimizer, context);
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
        return Stopwatch.GetElapsedTime(started) * ((double)(total - stepsTaken) / stepsTaken);
    }

    private TrainingException Diverged(double loss, int epoch, int step, double rate) => new(string.Create(CultureInfo.InvariantCulture,
        $"{network.Description.Name}: the loss became {loss} at step {step} of epoch {epoch}, with a learning rate of {rate:0.######}. A lower rate, or standardised inputs, usually mends it."));
}
