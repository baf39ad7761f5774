using NetArch.Runtime.Tests.Reference;
using Xunit.Abstractions;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>Every network against the reference, at batches that fill tiles, leave lanes empty, and leave a tile without its pair.</summary>
public sealed class ReferenceAgreementTests(ITestOutputHelper output)
{
    private static readonly int[] Batches = [1, 15, 16, 17, 33, 40];

    public static TheoryData<string> Networks => TestedNetwork.Names;

    public static TheoryData<string, int> NetworksAndBatches => Cases(_ => 1);

    public static TheoryData<string, int> NetworksAndTrainingBatches => Cases(network => network.SmallestBatch);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_layers_output_agrees(string name)
    {
        const int Batch = 33;
        using var network = new NetworkUnderTest(name);
        ReferencePass pass = network.Reference().Forward(network.Samples.FirstOfReference(Batch), ReferenceMode.Evaluation);
        float[][] trace = network.Trace(Batch);
        for (int i = 0; i < trace.Length; i++)
        {
            string layer = network.Description.Layers[i].Name;
            trace[i].ShouldAgree([.. pass.OutputOf(layer).SelectMany(y => y)], Tolerances.Outputs, layer);
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndBatches))]
    public void Outputs_and_gradients_by_inputs_agree_in_evaluation(string name, int batch)
    {
        using var network = new NetworkUnderTest(name);
        ExpectedBatch expected = ExpectedBatch.Of(network, batch, Reduction.Mean, ReferenceMode.Evaluation);
        BatchResult result = network.Infer(batch, out float[] outputs);
        Note(network, "outputs", outputs, expected.Outputs);
        outputs.ShouldAgree(expected.Outputs, Tolerances.Outputs, "the output");
        result.Loss.ShouldBe(expected.Loss, Tolerances.Loss(expected.Loss));
        float[] inputs = network.InputGradients(batch);
        Note(network, "inputs", inputs, expected.InputGradients);
        inputs.ShouldAgree(expected.InputGradients, Tolerances.Gradients, "the gradient by the input");
    }

    [Theory]
    [MemberData(nameof(NetworksAndTrainingBatches))]
    public void Loss_and_gradients_agree_in_training(string name, int batch)
    {
        using var network = new NetworkUnderTest(name);
        ExpectedBatch expected = ExpectedBatch.Of(network, batch, Reduction.Mean, ReferenceMode.TrainingWithoutDropout);
        BatchResult result = network.Differentiate(network.Samples.First(batch));
        result.Loss.ShouldBe(expected.Loss, Tolerances.Loss(expected.Loss));
        ShouldAgree(network, expected);
    }

    [Theory]
    [MemberData(nameof(NetworksAndTrainingBatches))]
    public void Gradients_with_dropout_agree(string name, int batch)
    {
        const int Step = 4;
        using var network = new NetworkUnderTest(name);
        var mode = new ReferenceMode(Training: true, new ReferenceDropout(NetworkUnderTest.Seed, Step));
        ExpectedBatch expected = ExpectedBatch.Of(network, batch, Reduction.Sum, mode);
        BatchResult result = network.Differentiate(network.Samples.First(batch), dropout: true, Step, Reduction.Sum);
        result.Loss.ShouldBe(expected.Loss, Tolerances.Loss(expected.Loss));
        ShouldAgree(network, expected);
    }

    private static TheoryData<string, int> Cases(Func<TestedNetwork, int> smallest)
    {
        var cases = new TheoryData<string, int>();
        foreach ((string name, TestedNetwork network) in TestedNetwork.All.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            foreach (int batch in Batches) cases.Add(name, Math.Max(batch, smallest(network)));
        return cases;
    }

    private void ShouldAgree(NetworkUnderTest network, ExpectedBatch expected)
    {
        double floor = Tolerances.CancelledGradient * expected.LargestGradient(network.Trained);
        foreach (Parameter parameter in network.Trained)
        {
            float[] gradient = network.Gradient(parameter);
            Note(network, parameter.Name, gradient, expected.Gradients[parameter.Name]);
            gradient.ShouldAgree(expected.Gradients[parameter.Name], Tolerances.Gradients, parameter.Name, floor);
        }
    }

    /// <summary>Errors for whoever asks, with <c>--logger "console;verbosity=detailed"</c>.</summary>
    private void Note(NetworkUnderTest network, string what, float[] found, double[] expected) =>
        output.WriteLine(FormattableString.Invariant($"{network.Tested.Name} {what} {Agreement.Error(found, expected):0.0e0}"));
}
