namespace NetArch.Runtime.Tests;

/// <summary>Training on an engine that takes a step's samples while the step before is under way gives what training on any other does.</summary>
public sealed class OverlappedTrainingTests
{
    private static readonly Augmentation Strong = new() { Shift = 1, Rotation = 20 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_and_progress_are_those_of_one_step_at_a_time(bool augmented)
    {
        (float[] weights, TrainingRun run, string progress) plain = Train(overlapped: false, augmented), overlapped = Train(overlapped: true, augmented);
        overlapped.weights.ShouldBe(plain.weights);
        overlapped.run.Epochs.Select(epoch => (epoch.Loss, epoch.Accuracy, epoch.ValidationLoss, epoch.LearningRate))
            .ShouldBe(plain.run.Epochs.Select(epoch => (epoch.Loss, epoch.Accuracy, epoch.ValidationLoss, epoch.LearningRate)));
        overlapped.progress.ShouldBe(plain.progress);
    }

    [Fact]
    public void A_step_begins_before_the_one_before_it_ends_and_an_epoch_ends_all()
    {
        using var pictures = new Pictures(overlapped: true);
        pictures.Fit(Data(5), new Sgd(), epochs: 2, batch: 2);
        pictures.Overlapped.Calls.ShouldBe(
        [
            "begin 0", "begin 1", "end", "begin 2", "end", "end",
            "begin 3", "begin 4", "end", "begin 5", "end", "end",
        ]);
    }

    [Fact]
    public void The_step_that_diverged_is_named()
    {
        using var pictures = new Pictures(overlapped: true);
        pictures.Overlapped.Inner.ReportedLoss = double.PositiveInfinity;
        Should.Throw<TrainingException>(() => pictures.Fit(Data(6), new Sgd(0.5f), epochs: 1, batch: 2))
            .Message.ShouldContain("the loss became Infinity at step 1 of epoch 1, with a learning rate of 0.5");
    }

    [Fact]
    public void A_cancelled_training_has_taken_every_step_that_began()
    {
        using var pictures = new Pictures(overlapped: true);
        using var source = new CancellationTokenSource();
        List<StepRecord> log = pictures.Overlapped.Inner.Log = [];
        var progress = new Cancelling(source, afterSteps: 2);
        Should.Throw<OperationCanceledException>(() => pictures.Fit(Data(20), new Sgd(), epochs: 1, batch: 2, progress: progress, cancellation: source.Token));
        pictures.Values.ShouldNotBeEmpty();
        log.Count.ShouldBe(3);
    }

    [Fact]
    public void A_network_does_not_run_on_the_processor_where_a_device_was_asked_for()
    {
        var device = new SomeDevice();
        Should.Throw<InvalidOperationException>(() => new Pictures(overlapped: false, device)).Message
            .ShouldBe("Pictures was to run on Abacus, and its program is for the processor: the compiler writes one for a GPU where the project references NetArch.Gpu.");
        new Pictures(overlapped: true, device).Dispose();
    }

    [Fact]
    public void Tensor_cores_are_not_asked_of_the_processor()
    {
        Should.Throw<ArgumentException>(() => Flags.Create(new NetworkOptions(Precision: Precision.Tf32))).Message
            .ShouldStartWith("Tf32 is how a GPU's tensor cores multiply, and the processor has none: name a device (GpuDevice.Default), or leave the precision at Float32.");
        Should.Throw<ArgumentException>(() => Flags.Create(new NetworkOptions(Precision: (Precision)7))).Message.ShouldContain("Float32 or Tf32");
    }

    private static (float[], TrainingRun, string) Train(bool overlapped, bool augmented)
    {
        using var pictures = new Pictures(overlapped);
        var listener = new Listener();
        TrainingRun run = pictures.Fit(
            Data(50), new Adam(0.01f), epochs: 3, batch: 8, validation: 0.2, new CosineSchedule(), listener, augmentation: augmented ? Strong : null);
        return (pictures.Values, run, string.Join('\n', listener.Lines));
    }

    private static Dataset<Picture> Data(int count)
    {
        var random = new PhiloxSequence(1, Philox.Stream("pictures"));
        var values = new float[count * Picture.Shape.Count];
        for (int i = 0; i < values.Length; i++) values[i] = random.NextUnit();
        return Dataset.FromClasses<Picture>("pictures", values, [.. Enumerable.Range(0, count).Select(i => i % 2)], ["even", "odd"]);
    }

    private readonly struct Picture : INetworkInput<Picture>
    {
        public static SampleShape Shape => new(1, 4, 4);

        public ReadOnlyMemory<float> Values { get; private init; }

        public static Picture FromValues(ReadOnlyMemory<float> values) => new() { Values = values };
    }

    private sealed class Pictures(bool overlapped, ComputeDevice? device = null) : Network<Picture, Class2, Answer>(
        TestNetworks.Describe("Pictures", Picture.Shape, Loss.CrossEntropy, false, 2), new NetworkOptions(Device: device),
        (network, _) => overlapped ? new OverlappedEngine(network, device) : new LinearEngine(network))
    {
        public OverlappedEngine Overlapped => (OverlappedEngine)Engine;

        public float[] Values => [.. Parameters.SelectMany(parameter => parameter.ToArray())];
    }

    private sealed class Listener : TrainingProgress
    {
        public List<string> Lines { get; } = [];

        public override void Stepped(in TrainingStep step) => Lines.Add($"{step.Epoch} {step.Step} {step.Loss:R} {step.Accuracy:R}");
    }

    private sealed class Cancelling(CancellationTokenSource source, int afterSteps) : TrainingProgress
    {
        public override void Stepped(in TrainingStep step)
        {
            if (step.Step == afterSteps) source.Cancel();
        }
    }

    private sealed class SomeDevice : ComputeDevice
    {
        public override string Name => "Abacus";

        public override long MemoryBytes => 1 << 20;
    }
}
