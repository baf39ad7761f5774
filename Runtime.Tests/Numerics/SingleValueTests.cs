namespace NetArch.Runtime.Tests.Numerics;

/// <summary>The variance of one value is no variance: training on it is refused, and nothing is changed.</summary>
public sealed class SingleValueTests
{
    [Theory]
    [InlineData("NormFullyConnected", "batchnorm1")]
    [InlineData("NormFirstOfVector", "batchnorm1")]
    [InlineData("NormBeforeSoftmax", "batchnorm1")]
    [InlineData("NormCifar", "batchnorm3")]
    public void Training_on_a_single_value_a_channel_is_refused_with_the_layers_name(string name, string layer)
    {
        using var network = new NetworkUnderTest(name);
        float[] before = network.AllParameters();
        foreach (Action training in new Action[]
        {
            () => network.Step(network.Samples.First(1), new Adam(0.01f), 0),
            () => network.Step(network.Samples.First(1), new Sgd(0.01f, 0.9f), 0),
            () => network.Differentiate(network.Samples.First(1)),
        })
        {
            Exception error = Should.Throw<Exception>(training);
            (error is InvalidOperationException or ArgumentException).ShouldBeTrue(error.ToString());
            error.Message.ShouldContain(layer);
            error.Message.ShouldContain("one value a channel");
        }

        network.AllParameters().ShouldEqualBitForBit(before, "a parameter");
        network.Infer(1, out _);
        network.Step(network.Samples.First(2), new Adam(0.01f), 0);
        network.AllParameters().ShouldNotBe(before);
    }

    [Theory]
    [InlineData("NormBeforePool")]
    [InlineData("NormConvolution")]
    public void One_sample_is_enough_where_its_positions_are_many(string name)
    {
        using var network = new NetworkUnderTest(name);
        float[] before = network.AllParameters();
        network.Step(network.Samples.First(1), new Adam(0.01f), 0);
        network.AllParameters().ShouldNotBe(before);
    }
}
