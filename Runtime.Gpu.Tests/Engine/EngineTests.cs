using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Engine;

/// <summary>Everything that an engine does, against plain formulas.</summary>
public sealed class EngineTests
{
    public static TheoryData<Optimizer, int> Cases
    {
        get
        {
            var cases = new TheoryData<Optimizer, int>();
            foreach (Optimizer optimizer in new Optimizer[] { new Sgd(0.1f), new Sgd(0.1f, 0.9f, 0.01f), new Adam(0.1f) })
                foreach (int count in new[] { 1, 17, 32, 70 }) cases.Add(optimizer, count);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_move_the_parameters_as_the_formulas_say(Optimizer optimizer, int count)
    {
        using var pair = new EnginePair<ThreeToFive>();
        for (int step = 0; step < 3; step++)
        {
            int[] rows = pair.Rows(count, first: step * 11);
            BatchResult found = pair.Engine.Train(pair.Batch(rows), optimizer, pair.Step(step)), expected = pair.Truth.Train(pair.Batch(rows), optimizer, pair.Step(step));
            found.Loss.ShouldBe(expected.Loss, 1e-5);
        }

        pair.ParametersShouldAgree();
    }

    [Fact]
    public void Classes_are_told_and_counted()
    {
        using var pair = new EnginePair<SixteenToTwo>();
        int[] rows = pair.Rows(45);
        BatchResult found = pair.Engine.Train(pair.Batch(rows), new Sgd(0.1f), pair.Step()), expected = pair.Truth.Train(pair.Batch(rows), new Sgd(0.1f), pair.Step());
        found.Loss.ShouldBe(expected.Loss, 1e-5);
        found.Correct.ShouldBe(expected.Correct);
        found.Correct.ShouldBeInRange(1, 44);
        pair.ParametersShouldAgree();
    }

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void Gradients_are_added_up_from_all_their_parts(Reduction reduction)
    {
        using var pair = new EnginePair<ThreeToFive>();
        foreach (int count in new[] { 3, 100, 64 })
        {
            int[] rows = pair.Rows(count);
            double loss = pair.Engine.ComputeGradients(pair.Batch(rows), pair.Step(reduction: reduction)).Loss;
            loss.ShouldBe(pair.Truth.ComputeGradients(pair.Batch(rows), pair.Step(reduction: reduction)).Loss, 1e-5 * Math.Abs(loss));
            pair.GradientsShouldAgree(reduction == Reduction.Sum ? 1e-4 : 1e-5);
        }
    }

    [Fact]
    public void Outputs_come_in_the_order_of_the_batch()
    {
        using var pair = new EnginePair<ThreeToFive>();
        foreach (int count in new[] { 1, 33, 20 })
        {
            (float[] found, float[] expected) = (new float[count * 5], new float[count * 5]);
            BatchResult result = pair.Engine.Infer(pair.Batch(pair.Rows(count)), found);
            result.Loss.ShouldBe(pair.Truth.Infer(pair.Batch(pair.Rows(count)), expected).Loss, 1e-5);
            found.ShouldBe(expected, 1e-5);
        }
    }

    [Fact]
    public void A_batch_without_targets_is_not_judged()
    {
        using var pair = new EnginePair<ThreeToFive>();
        var outputs = new float[2 * 5];
        pair.Engine.Infer(new Batch([1, 2, 3, 4, 5, 6], [1, 0], [], []), outputs).ShouldBe(default);
        outputs.ShouldAllBe(value => float.IsFinite(value));
    }

    [Fact]
    public void Samples_lie_where_the_batch_says()
    {
        using var pair = new EnginePair<ThreeToFive>();
        (float[] there, float[] elsewhere) = (new float[10], new float[10]);
        pair.Engine.Infer(new Batch([1, 2, 3, 4, 5, 6], [1, 0], [], []), there);
        pair.Engine.Infer(new Batch([4, 5, 6, 1, 2, 3], [1, 0], [], [], rows: [0, 1]), elsewhere);
        elsewhere.ShouldBe(there);
    }

    [Fact]
    public void Input_gradients_agree()
    {
        using var pair = new EnginePair<ThreeToFive>();
        (float[] found, float[] expected) = (new float[40 * 3], new float[40 * 3]);
        double loss = pair.Engine.ComputeInputGradients(pair.Batch(pair.Rows(40)), found, Reduction.Sum).Loss;
        loss.ShouldBe(pair.Truth.ComputeInputGradients(pair.Batch(pair.Rows(40)), expected, Reduction.Sum).Loss, 1e-3);
        found.ShouldBe(expected, 1e-5);
    }

    [Fact]
    public void Traces_hold_every_layers_outputs()
    {
        using var pair = new EnginePair<ThreeToFive>();
        (float[][] found, float[][] expected) = ([new float[35 * 5]], [new float[35 * 5]]);
        pair.Engine.Trace(pair.Batch(pair.Rows(35)), found);
        pair.Truth.Trace(pair.Batch(pair.Rows(35)), expected);
        found[0].ShouldBe(expected[0], 1e-5);
    }

    [Fact]
    public void Memory_that_no_pass_may_count_on_is_never_read()
    {
        using var pair = new EnginePair<ThreeToFive>();
        ((IPoisonable)pair.Engine).PoisonMemory();
        foreach (int count in new[] { 40, 3 })
        {
            int[] rows = pair.Rows(count);
            BatchResult found = pair.Engine.Train(pair.Batch(rows), new Adam(0.1f), pair.Step()), expected = pair.Truth.Train(pair.Batch(rows), new Adam(0.1f), pair.Step());
            found.Loss.ShouldBe(expected.Loss, 1e-5);
            pair.Engine.ComputeGradients(pair.Batch(rows), pair.Step());
            pair.Truth.ComputeGradients(pair.Batch(rows), pair.Step());
            pair.GradientsShouldAgree();
        }

        pair.ParametersShouldAgree();
    }

    [Fact]
    public void A_frozen_tensor_and_its_moments_stay_as_they_are()
    {
        using var pair = new EnginePair<ThreeToFive>();
        for (int step = 0; step < 4; step++)
        {
            pair.Rates[0] = step == 3 ? 0.1f : -1;
            pair.Engine.Train(pair.Batch(pair.Rows(40)), new Adam(0.1f), pair.Step(step));
            pair.Truth.Train(pair.Batch(pair.Rows(40)), new Adam(0.1f), pair.Step(step));
        }

        pair.ParametersShouldAgree();
    }

    [Fact]
    public void A_new_optimiser_knows_nothing_of_the_last_ones_steps()
    {
        using var pair = new EnginePair<ThreeToFive>();
        foreach (IDisposable? _ in new IDisposable?[2])
        {
            pair.Engine.ResetOptimizer();
            pair.Truth.ResetOptimizer();
            for (int step = 0; step < 2; step++)
            {
                pair.Engine.Train(pair.Batch(pair.Rows(20)), new Adam(0.1f), pair.Step(step));
                pair.Truth.Train(pair.Batch(pair.Rows(20)), new Adam(0.1f), pair.Step(step));
            }
        }

        pair.ParametersShouldAgree();
    }

    [Fact]
    public void Weights_are_folded_once_after_they_changed()
    {
        using var pair = new EnginePair<ThreeToFive>();
        List<string> enqueued = LinearProgram<ThreeToFive>.Enqueued;
        int Folds() => enqueued.Count(what => what.StartsWith("fold", StringComparison.Ordinal));
        lock (enqueued) enqueued.Clear();
        pair.Engine.Infer(pair.Batch(pair.Rows(5)), []);
        pair.Engine.Infer(pair.Batch(pair.Rows(50)), []);
        Folds().ShouldBe(1);
        pair.Engine.Train(pair.Batch(pair.Rows(5)), new Sgd(), pair.Step());
        Folds().ShouldBe(1);
        pair.Engine.Infer(pair.Batch(pair.Rows(5)), []);
        pair.Engine.WriteParameter(1, new float[5]);
        pair.Engine.Trace(pair.Batch(pair.Rows(5)), [new float[25]]);
        Folds().ShouldBe(3);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var pair = new EnginePair<ThreeToFive>();
        Should.Throw<ArgumentException>(() => pair.Engine.Train(new Batch([1, 2, 3], [0], [], []), new Sgd(), pair.Step())).Message
            .ShouldBe("ThreeToFive learns by SquaredError; the batch has no target vectors.");
        Should.Throw<ArgumentException>(() => pair.Engine.Infer(pair.Batch(pair.Rows(2)), new float[9])).Message.ShouldContain("Expected 10 values, found 9.");
        Should.Throw<ArgumentException>(() => pair.Engine.WriteParameter(0, new float[14])).Message.ShouldContain("Expected 15 values, found 14.");
        Should.Throw<InvalidOperationException>(() => pair.Gradient(0)).Message.ShouldBe("ThreeToFive has no gradients yet: compute them first.");
        Should.Throw<NotSupportedException>(() => pair.Engine.Train(pair.Batch(pair.Rows(2)), new Unknown(), pair.Step())).Message.ShouldContain("no step for Unknown");
    }

    [Fact]
    public unsafe void Threads_of_the_processor_bring_many_samples_together()
    {
        using var pair = new EnginePair<SixteenToTwo>(samples: 5_000, threads: 3);
        pair.Engine.Workers.ShouldBe(3);
        int[] rows = pair.Rows(4_500);
        var gathered = new float[rows.Length * 16];
        fixed (float* target = gathered) new SampleGather().Run(pair.Engine, pair.Batch(rows), 16, target);
        ReadOnlySpan<float> values = pair.Batch(rows).Values;
        for (int i = 0; i < rows.Length; i++)
            gathered.AsSpan(i * 16, 16).SequenceEqual(values.Slice(rows[i] * 16, 16)).ShouldBeTrue();
    }

    [Fact]
    public void The_plan_of_memory_grows_with_the_batch()
    {
        using var pair = new EnginePair<ThreeToFive>();
        pair.Engine.TrainingBytes(64).ShouldBeGreaterThan(pair.Engine.TrainingBytes(32));
        pair.Engine.Device.ShouldBe(pair.Device);
    }

    private sealed record Unknown() : Optimizer(0.1f, 0);
}
