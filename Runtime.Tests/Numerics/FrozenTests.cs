namespace NetArch.Runtime.Tests.Numerics;

/// <summary>What is frozen stays as it is bit for bit, and nothing else does.</summary>
public sealed class FrozenTests
{
    public static TheoryData<string> Networks => TestedNetwork.Names;

    public static TheoryData<Optimizer> Optimizers => [new Sgd(0.1f, 0.9f, 0.01f), new Adam(0.01f, WeightDecay: 0.1f), new Adam(0.01f, WeightDecay: 0.1f, Decoupled: true)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Training_changes_what_is_trained_and_nothing_else(string name)
    {
        using var network = new NetworkUnderTest(name);
        Dictionary<string, float[]> before = Values(network);
        for (int step = 0; step < 3; step++) network.Step(network.Samples.First(33), new Sgd(0.1f, 0.9f, 0.01f), step);
        ShouldHaveChanged(network, before, parameter => parameter.Description.Trained || Moves(network, parameter));
    }

    /// <summary>Layers of every way in which a gradient is added up: lane by lane, value by value, and straight to the optimiser.</summary>
    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Layers_frozen_at_run_time_keep_their_bits(Optimizer optimizer)
    {
        foreach (string name in new[] { "LeNet", "FcLargeAfterImage", "ConvManyWeights", "FcTurns" })
        {
            using var network = new NetworkUnderTest(name);
            string[] layers = [.. network.Network.Parameters.Select(parameter => parameter.Description.Layer).Distinct()];
            foreach (string frozen in layers)
            {
                network.Network.TrainingOf(frozen).Frozen = true;
                Dictionary<string, float[]> before = Values(network);
                network.Step(network.Samples.First(33), optimizer, 0);
                ShouldHaveChanged(network, before, parameter => parameter.Description.Layer != frozen);
                network.Network.TrainingOf(frozen).Frozen = false;
            }
        }
    }

    [Fact]
    public void A_rate_of_a_layers_own_counts_for_that_layer_alone()
    {
        using var network = new NetworkUnderTest("FcLargeAfterImage");
        network.Network.TrainingOf("fc1").Rate = 0.25f;
        Dictionary<string, float[]> before = Values(network);
        network.Differentiate(network.Samples.First(33), dropout: true);
        Dictionary<string, float[]> gradients = network.Trained.ToDictionary(parameter => parameter.Name, network.Gradient);
        network.Step(network.Samples.First(33), new Sgd(0.5f), 0);
        foreach (Parameter parameter in network.Trained)
        {
            double rate = parameter.Description.Layer == "fc1" ? 0.25 : 0.5;
            double[] expected = [.. before[parameter.Name].Zip(gradients[parameter.Name], (w, g) => w - rate * g)];
            parameter.ToArray().ShouldAgree(expected, Tolerances.OptimizerStep, parameter.Name);
        }
    }

    /// <summary>Running statistics follow the batches whether the layer's scale and shift are trained or not.</summary>
    private static bool Moves(NetworkUnderTest network, Parameter parameter) => network.Tested.Layers
        .OfType<Dsl.Model.BatchNormalisation>()
        .Any(layer => layer.Name == parameter.Description.Layer && layer.Momentum > 0)
        && parameter.Description.Kind is ParameterKind.RunningMean or ParameterKind.RunningVariance;

    private static Dictionary<string, float[]> Values(NetworkUnderTest network) =>
        network.Network.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.ToArray());

    private static void ShouldHaveChanged(NetworkUnderTest network, Dictionary<string, float[]> before, Func<Parameter, bool> isTrained)
    {
        foreach (Parameter parameter in network.Network.Parameters)
        {
            if (isTrained(parameter)) parameter.ToArray().ShouldNotBe(before[parameter.Name], parameter.Name);
            else parameter.ToArray().ShouldEqualBitForBit(before[parameter.Name], parameter.Name);
        }
    }
}
