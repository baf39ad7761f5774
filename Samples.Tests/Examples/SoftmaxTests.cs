using NetArch.Samples.Networks;

namespace NetArch.Samples.Tests.Examples;

public sealed class SoftmaxTests
{
    /// <summary>e^1.2 / (e^1.2 + e^0.9 + e^0.4) and so on. The lecture prints 0.46, 0.34, 0.20: the last is cut off, not rounded.</summary>
    [Fact]
    public void Softmax_of_the_worked_example()
    {
        using var net = new LeNet(threads: 1);
        net.Out.Weights.CopyFrom(new float[840]);
        // Seven classes that are out of the question: e^-100.
        net.Out.Biases.CopyFrom([1.2f, 0.9f, 0.4f, .. Enumerable.Repeat(-100f, 7)]);

        ReadOnlySpan<float> probabilities = net.Predict(new float[1024]).Probabilities;

        probabilities[..3].ToArray().Select(value => Math.Round(value, 4)).ShouldBe([0.4566, 0.3383, 0.2052], 1e-9);
        probabilities[3..].ToArray().ShouldAllBe(value => value < 1e-30f);
    }
}
