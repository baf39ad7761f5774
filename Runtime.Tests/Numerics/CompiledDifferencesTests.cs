using NetArch.Dsl.Model;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>The compiled networks' gradients beside central differences of their own loss, where no kink makes them jump.</summary>
public sealed class CompiledDifferencesTests
{
    private const int Samples = 5;
    private const int PlacesPerTensor = 10;
    private const float Step = 1e-2f;

    public static TheoryData<string> SmoothNetworks => [.. TestedNetwork.All.Values
        .Where(network => network.Layers.All(IsSmooth))
        .Select(network => network.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(SmoothNetworks))]
    public void Compiled_gradients_are_central_differences(string name)
    {
        using var network = new NetworkUnderTest(name);
        network.Differentiate(network.Samples.First(Samples));
        Dictionary<Parameter, float[]> gradients = network.Trained.ToDictionary(parameter => parameter, network.Gradient);
        float least = 1e-3f * gradients.Values.Select(gradient => gradient.Max(MathF.Abs)).DefaultIfEmpty().Max();
        foreach ((Parameter parameter, float[] gradient) in gradients)
        {
            float[] values = parameter.ToArray();
            float largest = gradient.Max(MathF.Abs);
            foreach (int place in Places(parameter.Name, values.Length).Append(Array.FindIndex(gradient, value => MathF.Abs(value) == largest)))
            {
                double difference = (LossAt(network, parameter, values, place, Step) - LossAt(network, parameter, values, place, -Step)) / (2 * Step);
                Math.Abs(difference - gradient[place]).ShouldBeLessThanOrEqualTo(
                    Tolerances.Differences * Math.Max(Math.Max(largest, least), 1e-3), $"{parameter.Name}[{place}] of {name}");
            }

            parameter.CopyFrom(values);
        }
    }

    private static double LossAt(NetworkUnderTest network, Parameter parameter, float[] values, int place, float offset)
    {
        var moved = (float[])values.Clone();
        moved[place] += offset;
        parameter.CopyFrom(moved);
        return network.Differentiate(network.Samples.First(Samples)).Loss;
    }

    private static bool IsSmooth(Layer layer) => layer switch
    {
        Activation activation => activation.Kind is ActivationKind.Tanh or ActivationKind.Sigmoid or ActivationKind.Swish or ActivationKind.Negate or ActivationKind.Complement,
        Pooling pooling => pooling.Kind == PoolingKind.Average,
        Model.Maxout => false,
        _ => true,
    };

    private static IEnumerable<int> Places(string what, int length)
    {
        var random = new PhiloxSequence(17, Philox.Stream(what));
        return length <= PlacesPerTensor
            ? Enumerable.Range(0, length)
            : Enumerable.Range(0, PlacesPerTensor).Select(_ => random.Next(length)).ToArray();
    }
}
