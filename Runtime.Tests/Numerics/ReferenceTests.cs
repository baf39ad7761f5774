using NetArch.Dsl.Model;
using NetArch.Runtime.Tests.Reference;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>The reference itself: its gradients are what central differences say, for every network and with dropout.</summary>
public sealed class ReferenceTests
{
    private const double Step = 1e-5;
    private const int PlacesPerTensor = 10;

    public static TheoryData<string> Networks => TestedNetwork.Names;

    [Theory]
    [MemberData(nameof(Networks))]
    public void Reference_gradients_are_central_differences(string name)
    {
        using var network = new NetworkUnderTest(name);
        ReferenceNetwork reference = network.Reference();
        var dropout = new ReferenceDropout(NetworkUnderTest.Seed, 2);
        double[] x = network.Samples.Input(5);
        ReferenceTarget target = network.Samples.Target(5);
        TensorTable gradients = reference.Parameters.Zeros();
        double[] inputs = reference.Backward(x, target, 1, gradients, 5, dropout);

        Check("the input", x, inputs);
        foreach (string parameter in reference.Parameters.Names) Check(parameter, reference.Parameters[parameter], gradients[parameter]);

        void Check(string what, double[] values, double[] gradient)
        {
            double largest = gradient.Max(Math.Abs);
            foreach (int place in Places(what, values.Length))
            {
                double difference = CentralDifference(values, place, () => reference.Loss(reference.Forward(x, 5, dropout)[^1], target));
                Math.Abs(difference - gradient[place]).ShouldBeLessThanOrEqualTo(
                    Tolerances.ReferenceDifferences * Math.Max(largest, 1e-3), $"{what}[{place}] of {name}");
            }
        }
    }

    /// <summary>Central differences of the compiled network's own loss, where no kink makes them jump.</summary>
    [Theory]
    [MemberData(nameof(SmoothNetworks))]
    public void Compiled_gradients_are_central_differences(string name)
    {
        const int Samples = 3;
        const float LargeStep = 1e-2f;
        using var network = new NetworkUnderTest(name);
        network.Differentiate(network.Samples.First(Samples));
        foreach (Parameter parameter in network.Trained)
        {
            float[] gradient = network.Gradient(parameter), values = parameter.ToArray();
            float largest = gradient.Max(MathF.Abs);
            foreach (int place in Places(parameter.Name, values.Length).Append(Array.FindIndex(gradient, value => MathF.Abs(value) == largest)))
            {
                double Loss(float offset)
                {
                    var moved = (float[])values.Clone();
                    moved[place] += offset;
                    parameter.CopyFrom(moved);
                    return network.Engine.Infer(network.Samples.First(Samples), []).Loss;
                }

                double difference = (Loss(LargeStep) - Loss(-LargeStep)) / (2 * LargeStep);
                Math.Abs(difference - gradient[place]).ShouldBeLessThanOrEqualTo(
                    Tolerances.Differences * Math.Max(largest, 1e-3), $"{parameter.Name}[{place}] of {name}");
            }

            parameter.CopyFrom(values);
        }
    }

    public static TheoryData<string> SmoothNetworks => [.. TestedNetwork.All.Values
        .Where(network => network.Layers.All(layer => layer is not (Activation { Kind: ActivationKind.Relu } or Pooling { Kind: PoolingKind.Maximum })))
        .Select(network => network.Name).Order(StringComparer.Ordinal)];

    private static IEnumerable<int> Places(string what, int length)
    {
        var random = new PhiloxSequence(17, Philox.Stream(what));
        return length <= PlacesPerTensor
            ? Enumerable.Range(0, length)
            : Enumerable.Range(0, PlacesPerTensor).Select(_ => random.Next(length)).ToArray();
    }

    private static double CentralDifference(double[] values, int place, Func<double> loss)
    {
        double value = values[place];
        values[place] = value + Step;
        double above = loss();
        values[place] = value - Step;
        double below = loss();
        values[place] = value;
        return (above - below) / (2 * Step);
    }
}
