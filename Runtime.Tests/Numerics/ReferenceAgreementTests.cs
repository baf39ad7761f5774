using NetArch.Runtime.Tests.Reference;
using Xunit.Abstractions;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>Every network against the reference, at batches that fill tiles, leave lanes empty, and leave a tile without its pair.</summary>
public sealed class ReferenceAgreementTests(ITestOutputHelper output)
{
    private static readonly int[] Batches = [1, 15, 16, 17, 33, 40];

    public static TheoryData<string> Networks => TestedNetwork.Names;

    public static TheoryData<string, int> NetworksAndBatches
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string name in TestedNetwork.All.Keys.Order(StringComparer.Ordinal))
                foreach (int batch in Batches) cases.Add(name, batch);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_layers_output_agrees(string name)
    {
        const int Batch = 33;
        using var network = new NetworkUnderTest(name);
        ReferenceNetwork reference = network.Reference();
        double[][][] expected = [.. Enumerable.Range(0, Batch).Select(i => reference.Forward(network.Samples.Input(network.Samples.IndexOf(i))))];
        float[][] trace = network.Trace(Batch);
        for (int layer = 0; layer < trace.Length; layer++)
        {
            double[] values = [.. expected.SelectMany(sample => sample[layer + 1])];
            trace[layer].ShouldAgree(values, Tolerances.Outputs, network.Description.Layers[layer].Name);
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndBatches))]
    public void Outputs_loss_and_gradients_agree(string name, int batch)
    {
        using var network = new NetworkUnderTest(name);
        ReferenceNetwork reference = network.Reference();
        ExpectedBatch expected = ExpectedBatch.Of(network, reference, batch, Reduction.Mean, dropout: null);
        BatchResult result = network.Infer(batch, out float[] outputs);
        Note(network, "outputs", outputs, expected.Outputs);
        outputs.ShouldAgree(expected.Outputs, Tolerances.Outputs, "the output");
        result.Loss.ShouldBe(expected.Loss, Tolerances.Loss(expected.Loss));
        float[] inputs = network.InputGradients(batch);
        Note(network, "inputs", inputs, expected.InputGradients);
        inputs.ShouldAgree(expected.InputGradients, Tolerances.Gradients, "the gradient by the input");
        BatchResult trained = network.Differentiate(network.Samples.First(batch));
        trained.Loss.ShouldBe(expected.Loss, Tolerances.Loss(expected.Loss));
        trained.Correct.ShouldBe(result.Correct);
        ShouldAgree(network, expected);
    }

    [Theory]
    [MemberData(nameof(NetworksAndBatches))]
    public void Gradients_with_dropout_agree(string name, int batch)
    {
        const int Step = 4;
        using var network = new NetworkUnderTest(name);
        ExpectedBatch expected = ExpectedBatch.Of(
            network, network.Reference(), batch, Reduction.Sum, new ReferenceDropout(NetworkUnderTest.Seed, Step));
        BatchResult result = network.Differentiate(network.Samples.First(batch), dropout: true, Step, Reduction.Sum);
        result.Loss.ShouldBe(expected.Loss, Tolerances.Loss(expected.Loss));
        ShouldAgree(network, expected);
    }

    private void ShouldAgree(NetworkUnderTest network, ExpectedBatch expected)
    {
        foreach (Parameter parameter in network.Trained)
        {
            float[] gradient = network.Gradient(parameter);
            Note(network, parameter.Name, gradient, expected.Gradients[parameter.Name]);
            gradient.ShouldAgree(expected.Gradients[parameter.Name], Tolerances.Gradients, parameter.Name);
        }
    }

    /// <summary>Errors for whoever asks, with <c>--logger "console;verbosity=detailed"</c>.</summary>
    private void Note(NetworkUnderTest network, string what, float[] found, double[] expected) =>
        output.WriteLine(FormattableString.Invariant($"{network.Tested.Name} {what} {Agreement.Error(found, expected):0.0e0}"));
}
