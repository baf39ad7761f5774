using System.Reflection;
using NetArch.Dsl.Model;
using NetArch.Runtime.Tests.Reference;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>The data set of a fixture, drawn as <c>make_fixtures.py</c> draws it.</summary>
internal sealed record FixtureData(Model.Network Network, float[] Values, int[] Labels, float[] Targets)
{
    private static readonly Dictionary<string, Model.Network> Networks =
        TestedNetwork.Find(Assembly.GetExecutingAssembly()).ToDictionary(network => network.Name);

    public static FixtureData Of(Fixture fixture)
    {
        Model.Network network = Networks[fixture.Network];
        float[] values = SplitMix.Uniform(fixture.Network + ".inputs", fixture.Samples * network.Input.Count, 1);
        bool classes = network.Loss == LossKind.CrossEntropy;
        double[] targets = SplitMix.Numbers(fixture.Network + ".targets", fixture.Samples * (classes ? 1 : network.Output.Count));
        return classes
            ? new(network, values, [.. targets.Select(target => (int)(target * network.Output.Count))], [])
            : new(network, values, [], [.. targets.Select(target => (float)target)]);
    }

    /// <summary>Every tensor's values before the first step.</summary>
    public static IEnumerable<(string Name, float[] Values)> Parameters(Model.Network network)
    {
        foreach (Layer layer in network.Layers.Leaves())
        {
            foreach (ReferenceParameter parameter in ReferenceParameter.Of([layer]))
            {
                (double middle, double bound) = Spread(layer, parameter);
                yield return (parameter.Name, SplitMix.Uniform($"{network.Name}.{parameter.Name}", parameter.Count, bound, middle));
            }
        }
    }

    public Batch Batch(int[] rows) => new(Values, rows, Labels, Targets);

    public ReferenceBatch BatchOfReference(int[] rows) => new(
        [.. rows.Select(row => Row(Values, row, Network.Input.Count))],
        [.. rows.Select(row => Labels.Length > 0 ? new ReferenceTarget(Labels[row], []) : new(-1, Row(Targets, row, Network.Output.Count)))],
        rows);

    /// <summary>Around what, and how far from it, random values of a tensor lie.</summary>
    private static (double Middle, double Bound) Spread(Layer layer, ReferenceParameter parameter)
    {
        string kind = parameter.Name[(layer.Name.Length + 1)..];
        if (layer is Model.BatchNormalisation && kind is "weight" or "running_var") return (1, 0.5);
        return kind != "weight" ? (0, 0.1) : layer is Convolution or FullyConnected
            ? (0, 1 / Math.Sqrt(parameter.Count / layer.Output.Channels))
            : throw new NotSupportedException($"{parameter.Name} is of no known kind.");
    }

    private static double[] Row(float[] rows, int row, int width) => [.. rows.Skip(row * width).Take(width).Select(value => (double)value)];
}
