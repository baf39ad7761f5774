namespace NetArch.Runtime.Tests;

public sealed class FitTests
{
    private static readonly NetworkOptions Options = new(Seed: 1);

    /// <summary>Two clouds of points, one per class, that touch along a line at distance 1 and overlap below.</summary>
    internal static Dataset<Two> Clouds(int count = 200, ulong seed = 1, float distance = 1)
    {
        var random = new PhiloxSequence(seed, Philox.Stream("clouds"));
        var values = new float[2 * count];
        var labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 2;
            values[2 * i] = random.Next(-1, 1) + (labels[i] == 0 ? -distance : distance);
            values[2 * i + 1] = random.Next(-1, 1);
        }

        return Dataset.FromClasses<Two>("clouds", values, labels, ["left", "right"]);
    }

    [Fact]
    public void Fit_learns()
    {
        using var flags = Flags.Create(Options);
        TrainingRun run = flags.Fit(Clouds(), new Adam(0.05f), epochs: 60, batch: 32);
        run.Epochs.Count.ShouldBe(60);
        run.Epochs[^1].Loss.ShouldBeLessThan(run.Epochs[0].Loss / 2);
        run.Kept.ShouldBe(60);
        Evaluation evaluation = flags.Evaluate(Clouds(seed: 2));
        evaluation.Count.ShouldBe(200);
        evaluation.Accuracy!.Value.ShouldBeGreaterThan(0.96);
        evaluation.Confusion!.ClassNames.ShouldBe(["left", "right"]);
        evaluation.Confusion.Accuracy.ShouldBe(evaluation.Accuracy.Value, 1e-12);
    }

    [Fact]
    public void Every_sample_is_used_once_an_epoch_in_a_new_order_and_the_last_batch_is_smaller()
    {
        using var flags = Flags.Create(Options);
        List<StepRecord> log = flags.TestEngine.Log = [];
        flags.Fit(Clouds(100), new Sgd(), epochs: 2, batch: 32);
        log.Select(step => step.Indices.Length).ShouldBe([32, 32, 32, 4, 32, 32, 32, 4]);
        int[][] orders = [.. log.Chunk(4).Select(epoch => epoch.SelectMany(step => step.Indices).ToArray())];
        orders.ShouldAllBe(order => order.Order().SequenceEqual(Enumerable.Range(0, 100)));
        orders[0].ShouldNotBe(orders[1]);
        log.Select(step => step.Step).ShouldBe(Enumerable.Range(0, 8).Select(i => (long)i));
        log.ShouldAllBe(step => step.Dropout);
    }

    [Fact]
    public void Same_seed_gives_the_same_weights_and_another_seed_others()
    {
        float[] Train(ulong? seed)
        {
            using var flags = Flags.Create(Options);
            flags.Fit(Clouds(), new Adam(), epochs: 2, batch: 16, validation: 0.2, seed: seed);
            return flags.Values;
        }

        Train(1).ShouldBe(Train(1));
        Train(null).ShouldBe(Train(1));
        Train(2).ShouldNotBe(Train(1));
    }

    [Fact]
    public void Validation_samples_are_never_trained_on()
    {
        using var flags = Flags.Create(Options);
        List<StepRecord> log = flags.TestEngine.Log = [];
        TrainingRun run = flags.Fit(Clouds(100), new Sgd(), epochs: 3, batch: 10, validation: 0.2);
        log.SelectMany(step => step.Indices).Distinct().Count().ShouldBe(80);
        run.Epochs.ShouldAllBe(epoch => epoch.ValidationLoss > 0 && epoch.ValidationAccuracy >= 0);
    }

    [Fact]
    public void The_schedule_scales_every_rate_and_frozen_layers_have_a_negative_one()
    {
        using var line = Line.Start();
        line.First.Freeze();
        line.Second.LearningRate = 0.01f;
        List<StepRecord> log = line.TestEngine.Log = [];
        Dataset<One> data = Dataset.FromTargets<One>("points", [0, 1, 2, 3], [0, 1, 2, 3]);
        line.Fit(data, new Sgd(0.1f), epochs: 2, batch: 2, schedule: new StepSchedule(0.5, 0.1f), seed: 9);
        log.Select(step => step.Rates[2]).ShouldBe([0.01f, 0.01f, 0.001f, 0.001f]);
        log.ShouldAllBe(step => step.Rates[0] < 0 && step.Rates[1] < 0 && step.Seed == 9);
    }

    [Fact]
    public void The_best_epoch_is_kept_where_it_is_asked_for()
    {
        // The rate of the last third is so high that it spoils what was learned before.
        TrainingRun Train(Flags network, int epochs, bool keepBest) => network.Fit(
            Clouds(100, distance: 0.5f), new Sgd(0.1f), epochs, batch: 7, validation: 0.3, new Spoiling(StepsPerEpoch: 10), keepBest: keepBest);
        using var flags = Flags.Create(Options);
        TrainingRun run = Train(flags, epochs: 11, keepBest: true);
        EpochResult best = run.Epochs.OrderByDescending(epoch => epoch.ValidationAccuracy).ThenBy(epoch => epoch.ValidationLoss).First();
        run.Kept.ShouldBe(best.Epoch);
        run.Kept.ShouldBe(8);

        using var again = Flags.Create(Options);
        Train(again, run.Kept, keepBest: false);
        flags.Values.ShouldBe(again.Values);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_training()
    {
        using var flags = Flags.Create(Options);
        flags.TestEngine.ReportedLoss = double.NaN;
        var error = Should.Throw<TrainingException>(() => flags.Fit(Clouds(), new Sgd(0.5f), epochs: 1, batch: 32));
        error.Message.ShouldBe("Flags: the loss became NaN at step 1 of epoch 1, with a learning rate of 0.5. A lower rate, or standardised inputs, usually mends it.");
        Should.Throw<TrainingException>(() => flags.Step([(1f, 2f)], [0], new Sgd(0.5f))).Message.ShouldContain("NaN");
    }

    [Fact]
    public void Summed_squared_errors_add_up_over_an_epoch()
    {
        using var line = Line.Start();
        Dataset<One> data = Dataset.FromTargets<One>("points", [-1, 2, 3], [1, 4, 5]);
        // Every error is 2: f(x) = x.
        line.Fit(data, new Sgd(0), epochs: 1, batch: 2, reduction: Reduction.Sum).Epochs[0].Loss.ShouldBe(12, 1e-6);
        line.Fit(data, new Sgd(0), epochs: 1, batch: 2).Epochs[0].Loss.ShouldBe(4, 1e-6);
        line.Evaluate(data, batch: 2).ShouldBe(new Evaluation(3, 4, null, null));
    }

    [Fact]
    public void A_single_sigmoid_tells_two_classes_apart()
    {
        using var logistic = new Logistic();
        Dataset<One> data = Dataset.FromClasses<One>("signs", [-2, -1, 1, 2], [0, 0, 1, 1]).OneHot(1);
        logistic.Fit(data, new Sgd(1), epochs: 50, batch: 4);
        Evaluation evaluation = logistic.Evaluate(data);
        evaluation.Accuracy.ShouldBe(1);
        evaluation.Confusion![1, 1].ShouldBe(2);
    }

    [Fact]
    public void Data_that_does_not_fit_the_loss_says_what_would()
    {
        using var logistic = new Logistic();
        using var line = Line.Start();
        using var flags = Flags.Create(Options);
        Dataset<One> classes = Dataset.FromClasses<One>("signs", [-1, 1], [0, 1]);
        Should.Throw<DatasetException>(() => logistic.Evaluate(classes)).Message.ShouldContain("signs.OneHot(1)");
        Should.Throw<DatasetException>(() => line.Evaluate(Dataset.FromTargets<One>("pairs", [1], [1, 2]))).Message.ShouldContain("those of pairs have 2");
        Should.Throw<DatasetException>(() => flags.Evaluate(Dataset.FromClasses<Two>("three", [1, 2], [0], ["a", "b", "c"]))).Message.ShouldContain("three has 3 classes");
        Should.Throw<DatasetException>(() => flags.Evaluate(Dataset.FromTargets<Two>("vectors", [1, 2], [0]))).Message.ShouldContain("learns classes");
    }

    [Fact]
    public void Cancellation_stops_between_steps()
    {
        using var flags = Flags.Create(Options);
        using var source = new CancellationTokenSource();
        source.Cancel();
        float[] before = flags.Values;
        Should.Throw<OperationCanceledException>(() => flags.Fit(Clouds(), new Sgd(), epochs: 1, cancellation: source.Token));
        flags.Values.ShouldBe(before);
    }

    [Fact]
    public void Epochs_allocate_nothing_per_step()
    {
        using var flags = Flags.Create(Options);
        Dataset<Two> data = Clouds(1000);
        var silent = new Silent();
        flags.Fit(data, new Sgd(), epochs: 1, batch: 10, progress: silent);
        long Allocated(int batch)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            flags.Fit(data, new Sgd(), epochs: 2, batch, validation: 0, new CosineSchedule(), silent);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(100);
        Allocated(batch: 1).ShouldBe(Allocated(batch: 100));
    }

    private sealed record Spoiling(int StepsPerEpoch) : Schedule
    {
        public override float Factor(long step, long total) => step < 8 * StepsPerEpoch ? 1 : 1000;
    }

    private sealed class Silent : TrainingProgress;
}
