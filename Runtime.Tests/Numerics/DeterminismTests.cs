namespace NetArch.Runtime.Tests.Numerics;

/// <summary>The same seed gives the same bytes, whoever computes them.</summary>
public sealed class DeterminismTests
{
    private const int Steps = 3;

    public static TheoryData<string> Networks => TestedNetwork.Names;

    [Theory]
    [MemberData(nameof(Networks))]
    public void Any_number_of_threads_saves_the_same_bytes(string name)
    {
        byte[] one = TrainedBytes(name, threads: 1);
        TrainedBytes(name, threads: 2).AsSpan().SequenceEqual(one).ShouldBeTrue("2 threads differ from 1");
        TrainedBytes(name, threads: 3).AsSpan().SequenceEqual(one).ShouldBeTrue("3 threads differ from 1");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Any_number_of_threads_gives_the_same_answers(string name)
    {
        using var one = new NetworkUnderTest(name, threads: 1);
        using var three = new NetworkUnderTest(name, threads: 3);
        three.Infer(TestSamples.Count, out float[] outputs).ShouldBe(one.Infer(TestSamples.Count, out float[] expected));
        outputs.ShouldEqualBitForBit(expected, "the output");
        three.InputGradients(TestSamples.Count).ShouldEqualBitForBit(one.InputGradients(TestSamples.Count), "the gradient by the input");
    }

    /// <summary>More pairs than accumulation slots, so that a slot holds several.</summary>
    [Theory]
    [InlineData("LeNet")]
    [InlineData("DropLarge")]
    [InlineData("DropAfterPool")]
    [InlineData("NormLarge")]
    [InlineData("ResidualNormDropout")]
    [InlineData("ConcatNorm")]
    public void Large_batches_are_the_same_on_any_number_of_threads(string name)
    {
        float[][] trained = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            using var network = new NetworkUnderTest(name, threads);
            int[] indices = [.. Enumerable.Range(0, 1100).Select(i => i * 31 % TestSamples.Count)];
            for (int step = 0; step < 2; step++) network.Step(network.Samples.Of(indices), new Adam(0.01f), step);
            return network.AllParameters();
        })];
        trained[1].ShouldEqualBitForBit(trained[0], "a parameter with 2 threads");
        trained[2].ShouldEqualBitForBit(trained[0], "a parameter with 3 threads");
    }

    private static byte[] TrainedBytes(string name, int threads)
    {
        using var network = new NetworkUnderTest(name, threads);
        using var folder = new TemporaryFolder();
        for (int step = 0; step < Steps; step++)
            network.Step(network.Samples.First(TestSamples.Count - step), new Adam(0.01f, WeightDecay: 0.01f), step);
        string path = Path.Combine(folder.Path, "weights.safetensors");
        network.Network.Save(path);
        return File.ReadAllBytes(path);
    }
}
