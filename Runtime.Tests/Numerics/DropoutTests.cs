namespace NetArch.Runtime.Tests.Numerics;

/// <summary>Dropout, seen through gradients: with weights and biases of one, the gradient by a weight behind the dropout shows what
/// forward kept, and the gradient by a bias before it what backward let through.</summary>
public sealed class DropoutTests
{
    [Theory]
    [InlineData("DropVisible", 0.3)]
    [InlineData("DropVisibleLarge", 0.7)]
    public void The_share_and_the_scale_of_what_is_dropped_are_the_probabilitys(string name, double probability)
    {
        using NetworkUnderTest network = AllOnes(name);
        network.Differentiate(network.Samples.First(1), dropout: true, reduction: Reduction.Sum);
        float[] kept = network.Gradient(network.Network.ParameterNamed("fc2.weight")!);
        double share = kept.Count(value => value == 0) / (double)kept.Length;
        share.ShouldBe(probability, Tolerances.DroppedShare(probability, kept.Length));

        // Every value before the dropout is 1 + x, so all that is kept is one number: (1 + x) / (1 - p) times the loss's gradient.
        float gradient = network.Gradient(network.Network.ParameterNamed("fc2.bias")!)[0];
        double x = network.Samples.Input(network.Samples.IndexOf(0))[0];
        double expected = (1 + x) / (1 - probability) * gradient;
        foreach (float value in kept.Where(value => value != 0)) ((double)value).ShouldBe(expected, 1e-5 * Math.Abs(expected));
    }

    [Theory]
    [InlineData("DropVisible")]
    [InlineData("DropVisibleLarge")]
    public void Backward_drops_what_forward_dropped(string name)
    {
        using NetworkUnderTest network = AllOnes(name);
        network.Differentiate(network.Samples.First(1), dropout: true, step: 3, Reduction.Sum);
        float[] forward = network.Gradient(network.Network.ParameterNamed("fc2.weight")!);
        float[] backward = network.Gradient(network.Network.ParameterNamed("fc1.bias")!);
        for (int i = 0; i < forward.Length; i++) (backward[i] == 0).ShouldBe(forward[i] == 0);
    }

    [Theory]
    [InlineData("DropVisible")]
    [InlineData("DropVisibleLarge")]
    public void What_is_dropped_depends_on_seed_step_and_sample_alone(string name)
    {
        using NetworkUnderTest network = AllOnes(name);
        bool[] alone = KeptOf(network, [7], step: 1);
        KeptOf(network, [7], step: 1).ShouldBe(alone);
        KeptOf(network, [7], step: 2).ShouldNotBe(alone);
        KeptOf(network, [8], step: 1).ShouldNotBe(alone);

        // A value that none of three samples keeps has no gradient: the masks of a batch are those of its samples one by one.
        bool[] union = [.. alone.Zip(KeptOf(network, [8], 1), (a, b) => a || b).Zip(KeptOf(network, [30], 1), (a, b) => a || b)];
        KeptOf(network, [7, 8, 30], step: 1).ShouldBe(union);
        KeptOf(network, [30, 7, 8], step: 1).ShouldBe(union);
    }

    [Fact]
    public void Two_dropouts_of_a_network_drop_differently()
    {
        using var network = new NetworkUnderTest("DropTwice");
        ReferenceMask(network, 0).ShouldNotBe(ReferenceMask(network, 1));
    }

    /// <summary>The same samples in another order are the same sum in another order.</summary>
    [Theory]
    [InlineData("DropAfterPool")]
    [InlineData("DropLarge")]
    public void The_order_of_a_batch_does_not_change_what_is_dropped(string name)
    {
        using var network = new NetworkUnderTest(name);
        network.Differentiate(network.Samples.First(40), dropout: true);
        double[][] expected = [.. network.Trained.Select(parameter => network.Gradient(parameter).Select(value => (double)value).ToArray())];
        network.Differentiate(network.Samples.FirstReversed(40), dropout: true);
        foreach ((Parameter parameter, double[] gradient) in network.Trained.Zip(expected))
            network.Gradient(parameter).ShouldAgree(gradient, Tolerances.Gradients, parameter.Name);
    }

    [Fact]
    public void Nothing_is_dropped_outside_training()
    {
        using NetworkUnderTest network = AllOnes("DropVisible");
        network.Differentiate(network.Samples.First(1), dropout: false);
        network.Gradient(network.Network.ParameterNamed("fc2.weight")!).ShouldAllBe(value => value != 0);
    }

    private static NetworkUnderTest AllOnes(string name)
    {
        var network = new NetworkUnderTest(name);
        foreach (Parameter parameter in network.Network.Parameters)
        {
            var ones = new float[parameter.Count];
            Array.Fill(ones, 1);
            parameter.CopyFrom(ones);
        }

        return network;
    }

    private static bool[] KeptOf(NetworkUnderTest network, int[] indices, long step)
    {
        network.Differentiate(network.Samples.Of(indices), dropout: true, step);
        return [.. network.Gradient(network.Network.ParameterNamed("fc1.bias")!).Select(value => value != 0)];
    }

    private static double[] ReferenceMask(NetworkUnderTest network, int ordinal)
    {
        Dsl.Model.Dropout layer = network.Tested.Layers.OfType<Dsl.Model.Dropout>().ElementAt(ordinal) with { Probability = 0.5 };
        return new Reference.ReferenceDropout(NetworkUnderTest.Seed, 0).Mask(layer, ordinal, 0);
    }
}
