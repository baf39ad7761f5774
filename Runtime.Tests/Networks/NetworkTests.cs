namespace NetArch.Runtime.Tests;

public sealed class NetworkTests
{
    private static readonly One[] Inputs = [-1f, 2f];
    private static readonly Vector1[] Targets = [1f, 4f];

    [Fact]
    public void Line_has_the_gradients_of_the_worked_example()
    {
        using var line = Line.Start();
        double loss = line.Gradients(Inputs, Targets, Reduction.Sum);
        loss.ShouldBe(8, 1e-6); // (-1 - 1)^2 + (2 - 4)^2
        line.Parameters.Select(parameter => parameter.Gradient[0]).ShouldBe([-4f, -8f, -12f, -8f]);
    }

    [Fact]
    public void Frozen_layers_keep_their_weights_in_a_step()
    {
        using var line = Line.Start();
        line.First.Freeze();
        line.Step(Inputs, Targets, new Sgd(0.1f), Reduction.Sum);
        line.Values.ShouldBe([1f, 1f, 2.2f, -0.2f], 1e-6);
    }

    [Fact]
    public void A_layers_own_rate_replaces_the_optimisers()
    {
        using var line = Line.Start();
        line.First.LearningRate = 0.05f;
        line.Step(Inputs, Targets, new Sgd(0.1f), Reduction.Sum);
        line.Values.ShouldBe([1.2f, 1.4f, 2.2f, -0.2f], 1e-6);
        line.Predict(10f).Values.Span[0].ShouldBe(2.64f * 10 + 2.88f, 1e-4f);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.1f)]
    [InlineData(float.PositiveInfinity)]
    public void A_layers_rate_must_be_a_finite_number_from_zero(float rate)
    {
        using var line = Line.Start();
        Should.Throw<ArgumentOutOfRangeException>(() => line.First.LearningRate = rate).Message.ShouldContain("fc1");
        line.First.LearningRate.ShouldBeNull();
    }

    [Fact]
    public void A_layer_frozen_in_the_text_stays_frozen()
    {
        using var line = Line.WithFirstFrozenInText();
        line.First.IsFrozen.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(line.First.Unfreeze).Message.ShouldContain("marked frozen");
        float[] before = line.First.Weights.ToArray();
        line.Step(Inputs, Targets, new Sgd(0.1f));
        line.First.Weights.ToArray().ShouldBe(before);
    }

    [Fact]
    public void Unfreeze_lets_a_layer_train_again()
    {
        using var line = Line.Start();
        line.First.Freeze();
        line.First.Unfreeze();
        line.Step(Inputs, Targets, new Sgd(0.1f), Reduction.Sum);
        line.Values[0].ShouldBe(1.4f, 1e-6f);
    }

    [Fact]
    public void Reset_gives_a_layer_its_weights_of_that_seed_and_leaves_the_others()
    {
        using var line = Line.Create(new NetworkOptions(Seed: 1));
        using var other = Line.Create(new NetworkOptions(Seed: 2));
        float[] before = line.Values;
        line.Second.Reset(seed: 2);
        line.Values.ShouldBe([before[0], before[1], other.Values[2], other.Values[3]]);
        line.Values[2].ShouldNotBe(before[2]);
    }

    [Fact]
    public void Gradient_is_an_error_before_Gradients_and_after_a_step()
    {
        using var line = Line.Start();
        Should.Throw<InvalidOperationException>(() => line.Parameters[0].Gradient).Message.ShouldContain("fc1.weight");
        line.Gradients(1f, 2f);
        line.Parameters[0].Gradient.Length.ShouldBe(1);
        line.Step(Inputs, Targets, new Sgd(0.1f));
        Should.Throw<InvalidOperationException>(() => line.Parameters[0].Gradient);
    }

    [Fact]
    public void Steps_keep_moments_while_only_the_rate_changes()
    {
        using var line = Line.Start();
        LinearEngine engine = line.TestEngine;
        engine.Log = [];
        line.Step(Inputs, Targets, new Adam(0.1f));
        line.Step(Inputs, Targets, new Adam(0.05f));
        engine.Resets.ShouldBe(1);
        line.Step(Inputs, Targets, new Adam(0.05f, Beta1: 0.8f));
        engine.Resets.ShouldBe(2);
        engine.Log.Select(step => step.Step).ShouldBe([0L, 1L, 0L]);
    }

    [Fact]
    public void Input_gradient_is_the_slope_of_the_loss()
    {
        using var line = Line.Start();
        // f(x) = x; d/dx (x - 5)^2 at 2 = -6.
        line.InputGradient(2f, 5f).ShouldBe([-6f]);
    }

    [Fact]
    public void Trace_gives_every_layers_output_for_every_sample()
    {
        using var line = Line.Start();
        IReadOnlyList<LayerTrace> trace = line.Trace(Inputs);
        trace.Select(layer => layer.Name).ShouldBe(["fc1", "fc2"]);
        trace[0].Values.ToArray().ShouldBe([0f, 3f]);
        trace[1].Of(1).ToArray().ShouldBe([2f]);
        line.Trace(2f)[0].Values.ToArray().ShouldBe([3f]);
    }

    [Fact]
    public void Predictions_come_in_order_beyond_one_batch()
    {
        using var line = Line.Start();
        One[] inputs = [.. Enumerable.Range(0, 700).Select(i => (One)i)];
        line.Predict(inputs).Select(answer => answer.Values.Span[0]).ShouldBe(Enumerable.Range(0, 700).Select(i => (float)i));
        line.Predict(ReadOnlySpan<One>.Empty).ShouldBeEmpty();
    }

    [Fact]
    public void Generic_code_makes_and_loads_a_network_by_its_type()
    {
        static Network Make<TNetwork>() where TNetwork : Network, INetwork<TNetwork> => TNetwork.Create(new NetworkOptions(Seed: 3));
        using Network network = Make<Flags>();
        network.Description.Name.ShouldBe(Flags.Describe.Name);
        network.ParameterNamed("fc1.bias")!.Count.ShouldBe(2);
        network.ParameterNamed("fc9.bias").ShouldBeNull();
    }

    [Fact]
    public void A_disposed_network_says_so()
    {
        var line = Line.Start();
        LinearEngine engine = line.TestEngine;
        line.Dispose();
        line.Dispose();
        engine.IsDisposed.ShouldBeTrue();
        Should.Throw<ObjectDisposedException>(() => line.Predict(1f));
    }

    [Fact]
    public void Wrong_lengths_and_classes_are_named()
    {
        using var flags = Flags.Create(new NetworkOptions());
        Should.Throw<ArgumentException>(() => flags.Gradients([(1f, 2f)], [2])).Message.ShouldContain("class 2");
        Should.Throw<ArgumentException>(() => flags.Gradients([(1f, 2f)], [0, 1])).Message.ShouldContain("1 inputs and 2 targets");
        Should.Throw<ArgumentException>(() => flags.Predict(default(Two))).Message.ShouldContain("0 values");
        Should.Throw<ArgumentException>(() => flags.Layer.Weights.CopyFrom([1, 2, 3])).Message.ShouldContain("4 values");
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Line.Create(new NetworkOptions(Threads: -1))).Message.ShouldContain("threads");
        Should.Throw<ArgumentOutOfRangeException>(() => Line.Create(new NetworkOptions(Initialisation: (Initialisation)9)));
    }
}
