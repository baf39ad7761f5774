namespace NetArch.Runtime.Tests.Numerics;

/// <summary>A batch of 17 leaves fifteen lanes of a tile empty: what lies in them, and in memory that earlier runs used, never shows.</summary>
public sealed class UnusedMemoryTests
{
    private const int Batch = 17;

    public static TheoryData<string> Networks => TestedNetwork.Names;

    [Theory]
    [MemberData(nameof(Networks))]
    public void Not_a_number_in_unused_memory_changes_nothing(string name)
    {
        using var clean = new NetworkUnderTest(name);
        using var poisoned = new NetworkUnderTest(name);
        ((IPoisonable)poisoned.Engine).PoisonMemory();
        ShouldBehaveAlike(poisoned, clean);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_larger_batch_before_changes_nothing(string name)
    {
        using var clean = new NetworkUnderTest(name);
        using var used = new NetworkUnderTest(name);
        used.Infer(TestSamples.Count, out _);
        used.InputGradients(TestSamples.Count);
        used.Differentiate(used.Samples.First(TestSamples.Count), dropout: true);
        ShouldBehaveAlike(used, clean);
    }

    private static void ShouldBehaveAlike(NetworkUnderTest found, NetworkUnderTest expected)
    {
        found.Infer(Batch, out float[] outputs).ShouldBe(expected.Infer(Batch, out float[] expectedOutputs));
        outputs.ShouldEqualBitForBit(expectedOutputs, "the output");
        found.InputGradients(Batch).ShouldEqualBitForBit(expected.InputGradients(Batch), "the gradient by the input");
        float[][] trace = found.Trace(Batch), expectedTrace = expected.Trace(Batch);
        for (int i = 0; i < trace.Length; i++) trace[i].ShouldEqualBitForBit(expectedTrace[i], found.Description.Layers[i].Name);

        found.Differentiate(found.Samples.First(Batch), dropout: true).ShouldBe(expected.Differentiate(expected.Samples.First(Batch), dropout: true));
        foreach ((Parameter parameter, Parameter other) in found.Trained.Zip(expected.Trained))
            found.Gradient(parameter).ShouldEqualBitForBit(expected.Gradient(other), "the gradient by " + parameter.Name);

        var optimizer = new Adam(0.01f);
        for (int step = 0; step < 2; step++)
            found.Step(found.Samples.First(Batch), optimizer, step).ShouldBe(expected.Step(expected.Samples.First(Batch), optimizer, step));
        found.AllParameters().ShouldEqualBitForBit(expected.AllParameters(), "a parameter after two steps");
    }
}
