using NetArch.Runtime.Tests.Networks;
using NetArch.Runtime.Tests.Numerics;

namespace NetArch.Runtime.Tests;

/// <summary>Whole trainings with augmentation, on a network with dropout: its random numbers must stay those of the samples.</summary>
[Collection(AloneCollection.Name)]
public sealed class AugmentedTrainingTests
{
    private const int Samples = 150;
    private static readonly Augmentation Strong = new() { Shift = 2, Rotation = 20, Scale = 0.2, Shear = 10 };

    [Fact]
    public void Changes_of_nothing_train_the_same_weights_as_no_augmentation() =>
        Train(new Augmentation(), threads: 2).ShouldBe(Train(null, threads: 2));

    [Fact]
    public void The_same_seed_gives_the_same_weights_on_any_number_of_threads()
    {
        float[] one = Train(Strong, threads: 1);
        Train(Strong, threads: 2).ShouldBe(one);
        Train(Strong, threads: 3).ShouldBe(one);
        Train(Strong, threads: 1, seed: 2).ShouldNotBe(one);
        one.ShouldNotBe(Train(null, threads: 1));
    }

    [Fact]
    public void Images_that_validate_are_left_as_they_are()
    {
        Dataset<DropAfterPool.Input> data = Data();
        using var network = DropAfterPool.Create(new NetworkOptions(Seed: 1, Threads: 2));
        TrainingRun run = network.Fit(data, new Adam(), epochs: 2, batch: 32, validation: 0.3, seed: 4, augmentation: Strong);
        Evaluation measured = network.Evaluate(data.Split(0.3, seed: 4).Second, batch: 32);
        run.Epochs[^1].ValidationLoss.ShouldBe(measured.Loss);
        run.Epochs[^1].ValidationAccuracy.ShouldBe(measured.Accuracy);
    }

    [Fact]
    public void Drawing_a_batch_allocates_nothing()
    {
        using var network = DropAfterPool.Create(new NetworkOptions(Seed: 1, Threads: 2));
        Dataset<DropAfterPool.Input> data = Data();
        var settings = new FitSettings(new Sgd(), 1, 32, 0, Schedule.Constant, 1, false, Reduction.Mean, Strong);
        var samples = new AugmentedSamples(network, new TrainingData(data.Store, data.Rows, [], [0]), Strong, settings);
        samples.BeginEpoch(1);
        samples.Batch(data.Rows.AsSpan(0, 32));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int start = 0; start < 96; start += 32) samples.Batch(data.Rows.AsSpan(start, 32));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void What_lies_around_a_standardised_image_is_what_black_became()
    {
        Dataset<DropAfterPool.Input> data = Data();
        Standardisation standardisation = Standardisation.Of(data);
        float[] black = Standardisation.Black(standardisation, DropAfterPool.Input.Shape.Channels);
        Dataset<DropAfterPool.Input> zero = Dataset.FromClasses<DropAfterPool.Input>("black", new float[DropAfterPool.Input.Shape.Count], [0]);
        zero.Standardise(standardisation)[0].Values.Span[0].ShouldBe(black[0]);
        black[0].ShouldNotBe(0);
    }

    private static float[] Train(Augmentation? augmentation, int threads, ulong seed = 1)
    {
        using var network = DropAfterPool.Create(new NetworkOptions(Seed: 1, Threads: threads));
        network.Fit(Data(), new Adam(), epochs: 2, batch: 40, seed: seed, augmentation: augmentation);
        return [.. network.Parameters.SelectMany(parameter => parameter.ToArray())];
    }

    private static Dataset<DropAfterPool.Input> Data()
    {
        var random = new PhiloxSequence(1, Philox.Stream("augmented"));
        var values = new float[Samples * DropAfterPool.Input.Shape.Count];
        for (int i = 0; i < values.Length; i++) values[i] = random.NextUnit();
        return Dataset.FromClasses<DropAfterPool.Input>("noise", values, [.. Enumerable.Range(0, Samples).Select(i => i % 3)]);
    }
}
