using NetArch.Dsl.Model;
using NetArch.Runtime.Tests.Reference;
using Model = NetArch.Dsl.Model;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>Random samples with answers for a network. Batches take them in a scattered order, as training does.</summary>
internal sealed class TestSamples
{
    public const int Count = 48;

    /// <summary>Shares no factor with the count, so that multiples of it visit every sample.</summary>
    private const int Scatter = 29;

    private readonly Model.Network network;
    private readonly float[] values;
    private readonly float[] targets;
    private readonly int[] labels;
    private readonly int[] order = [.. Enumerable.Range(0, Count).Select(i => (i * Scatter + 7) % Count)];

    public TestSamples(Model.Network network)
    {
        this.network = network;
        bool classes = network.Loss == LossKind.CrossEntropy;
        var random = new PhiloxSequence(11, Philox.Stream(network.Name));
        values = Uniform(ref random, Count * network.Input.Count, -1, 1);
        targets = classes ? [] : Uniform(ref random, Count * network.Output.Count, 0, 1);
        labels = classes ? new int[Count] : [];
        for (int i = 0; i < labels.Length; i++) labels[i] = random.Next(network.Output.Count);
    }

    public Batch First(int count) => Of(order.AsSpan(0, count));

    /// <summary>The same samples as <see cref="First"/>, last first.</summary>
    public Batch FirstReversed(int count) => Of(order[..count].Reverse().ToArray());

    public Batch Of(ReadOnlySpan<int> indices) => new(values, indices, labels, targets);

    /// <summary>The same batch as <see cref="First"/>, for the reference.</summary>
    public ReferenceBatch FirstOfReference(int count) =>
        new([.. order[..count].Select(Input)], [.. order[..count].Select(Target)], order[..count]);

    public double[] Input(int index) => Row(values, index, network.Input.Count);

    /// <summary>The index in the data set of a batch's sample.</summary>
    public int IndexOf(int position) => order[position];

    public static float[] Uniform(ref PhiloxSequence random, int count, float low, float high)
    {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = random.Next(low, high);
        return numbers;
    }

    private ReferenceTarget Target(int index) => network.Loss == LossKind.CrossEntropy
        ? new(labels[index], [])
        : new(-1, Row(targets, index, network.Output.Count));

    private static double[] Row(float[] rows, int index, int width) => [.. rows.AsSpan(index * width, width).ToArray().Select(value => (double)value)];
}
