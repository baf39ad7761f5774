using NetArch.Runtime.Tests.Reference;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>Batch norm's running mean and variance: moved by training steps, and by nothing else.</summary>
public sealed class RunningStatisticsTests
{
    private static readonly int[] Batches = [33, 17, 16, 40];

    public static TheoryData<string> Networks => [.. TestedNetwork.All.Values
        .Where(network => network.Layers.Any(layer => layer is Model.BatchNormalisation))
        .Select(network => network.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Steps_move_them_as_the_reference_says(string name)
    {
        using var network = new NetworkUnderTest(name);
        for (int step = 0; step < Batches.Length; step++)
        {
            var mode = new ReferenceMode(Training: true, new ReferenceDropout(NetworkUnderTest.Seed, step));
            TensorTable expected = ExpectedBatch.Of(network, Batches[step], Reduction.Mean, mode).Running;
            network.Step(network.Samples.First(Batches[step]), new Sgd(0.05f), step);
            foreach (string tensor in expected.Names)
                network.Network.ParameterNamed(tensor)!.ToArray().ShouldAgree(expected[tensor], Tolerances.Outputs, $"{tensor} after step {step + 1}");
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Neither_answers_nor_gradients_move_them(string name)
    {
        using var network = new NetworkUnderTest(name);
        float[] before = network.AllParameters();
        network.Infer(17, out _);
        network.InputGradients(17);
        network.Trace(17);
        network.Differentiate(network.Samples.First(17), dropout: true);
        network.AllParameters().ShouldEqualBitForBit(before, "a parameter");
    }

    /// <summary>Where there is no batch to speak of, evaluation asks for none.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void One_sample_is_answered_as_it_is_among_many(string name)
    {
        using var network = new NetworkUnderTest(name);
        network.Infer(33, out float[] many);
        network.Infer(1, out float[] one);
        one.ShouldEqualBitForBit(many[..network.Description.Outputs], "the answer");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_checkpoint_brings_them_back(string name)
    {
        using var trained = new NetworkUnderTest(name);
        for (int step = 0; step < 2; step++) trained.Step(trained.Samples.First(33), new Adam(0.01f), step);
        using var folder = new TemporaryFolder();
        trained.Network.Save(folder.File("weights.safetensors"));
        using var loaded = new NetworkUnderTest(name);
        loaded.Network.LoadWeights(folder.File("weights.safetensors"));
        loaded.AllParameters().ShouldEqualBitForBit(trained.AllParameters(), "a parameter");
        loaded.Infer(33, out float[] outputs);
        trained.Infer(33, out float[] expected);
        outputs.ShouldEqualBitForBit(expected, "the answer");
    }
}
