extern alias Runtime;

using NetArch.Dsl.Model;
using NetArch.Runtime.Tests.Reference;
using Batch = Runtime::NetArch.Batch;

namespace NetArch.Generator.Tests.Execution;

/// <summary>A network's parameters and samples, drawn for it, in single precision: for the compiled network and for the reference.</summary>
internal sealed class RandomSamples
{
    public const int Count = 40;

    private readonly Network network;
    private readonly float[] values;
    private readonly float[] targets;
    private readonly int[] labels;

    public RandomSamples(Network network, int seed)
    {
        this.network = network;
        var random = new Random(seed);
        bool classes = network.Loss == LossKind.CrossEntropy;
        values = Uniform(random, Count * network.Input.Count, -1, 1);
        targets = classes ? [] : Uniform(random, Count * network.Output.Count, 0, 1);
        labels = classes ? [.. Enumerable.Range(0, Count).Select(_ => random.Next(network.Output.Count))] : [];
        Parameters = ReferenceParameter.Of(network.Layers).ToDictionary(
            parameter => parameter.Name, parameter => Uniform(random, parameter.Count, parameter.Low, parameter.High));
    }

    public Dictionary<string, float[]> Parameters { get; }

    /// <summary>Every third sample, so that an index is not a place in the batch.</summary>
    public static int[] Indices(int count) => [.. Enumerable.Range(0, count).Select(i => (3 * i + 1) % Count)];

    public Batch First(int count) => new(values, Indices(count), labels, targets);

    public ReferenceBatch FirstOfReference(int count) => new(
        [.. Indices(count).Select(i => Row(values, i, network.Input.Count))],
        [.. Indices(count).Select(i => labels.Length > 0 ? new ReferenceTarget(labels[i], []) : new(-1, Row(targets, i, network.Output.Count)))],
        Indices(count));

    public TensorTable ReferenceParameters()
    {
        var table = new TensorTable();
        foreach ((string name, float[] tensor) in Parameters) table[name] = [.. tensor.Select(value => (double)value)];
        return table;
    }

    private static float[] Uniform(Random random, int count, double low, double high) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(low + (high - low) * random.NextDouble()))];

    private static double[] Row(float[] rows, int row, int width) => [.. rows.Skip(row * width).Take(width).Select(value => (double)value)];
}
