using System.Reflection;
using NetArch.Dsl.Model;
using NetArch.Runtime.Tests.Reference;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>The reference itself: its gradients are what central differences say, in training with dropout and in evaluation.</summary>
public sealed class ReferenceTests
{
    private const int PlacesPerTensor = 6;

    private static readonly Dictionary<string, Model.Network> Checked =
        TestedNetwork.Find(Assembly.GetExecutingAssembly()).ToDictionary(network => network.Name);

    public static TheoryData<string> Networks => [.. Checked.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Reference_gradients_are_central_differences_in_training(string name) =>
        Check(Checked[name], new ReferenceMode(Training: true, new ReferenceDropout(NetworkUnderTest.Seed, 2)));

    [Theory]
    [MemberData(nameof(Networks))]
    public void Reference_gradients_are_central_differences_in_evaluation(string name)
    {
        if (Checked[name].Layers.Leaves().Any(layer => layer is Model.BatchNormalisation or Model.Dropout)) Check(Checked[name], ReferenceMode.Evaluation);
    }

    private static void Check(Model.Network network, ReferenceMode mode)
    {
        var reference = new ReferenceNetwork(network, RandomParameters(network));
        bool couples = network.Layers.Leaves().Any(layer => layer is Model.BatchNormalisation);
        ReferenceBatch batch = new TestSamples(network).FirstOfReference(couples ? 5 : 1);
        TensorTable gradients = reference.Parameters.Zeros();
        double[][] inputs = reference.Backward(reference.Forward(batch, mode), 1, gradients);
        double loss() => reference.Loss(reference.Forward(batch, mode), 1);

        Check("the input", batch.Inputs[0], inputs[0]);
        foreach (ReferenceParameter parameter in ReferenceParameter.Of(network.Layers).Where(parameter => !parameter.Running))
            Check(parameter.Name, reference.Parameters[parameter.Name], gradients[parameter.Name]);

        void Check(string what, double[] values, double[] gradient)
        {
            double largest = gradient.Max(Math.Abs);
            foreach (int place in Places(what, values.Length))
                CentralDifferences.Error(values, place, gradient[place], loss).ShouldBeLessThanOrEqualTo(
                    Tolerances.ReferenceDifferences * Math.Max(largest, 1e-3), $"{what}[{place}] of {network.Name}");
        }
    }

    private static TensorTable RandomParameters(Model.Network network)
    {
        var parameters = new TensorTable();
        foreach (ReferenceParameter parameter in ReferenceParameter.Of(network.Layers))
        {
            var random = new PhiloxSequence(7, Philox.Stream(parameter.Name));
            float[] values = TestSamples.Uniform(ref random, parameter.Count, (float)parameter.Low, (float)parameter.High);
            parameters[parameter.Name] = [.. values.Select(value => (double)value)];
        }

        return parameters;
    }

    private static IEnumerable<int> Places(string what, int length)
    {
        var random = new PhiloxSequence(17, Philox.Stream(what));
        return length <= PlacesPerTensor
            ? Enumerable.Range(0, length)
            : Enumerable.Range(0, PlacesPerTensor).Select(_ => random.Next(length)).ToArray();
    }
}
