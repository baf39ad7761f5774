using NetArch.Runtime.Tests.Reference;

namespace NetArch.Runtime.Tests.Numerics;

/// <summary>Random samples with answers for a network. Batches take them in a scattered order, as training does.</summary>
internal sealed class TestSamples
{
    public const int Count = 48;

    /// <summary>Shares no factor with the count, so that multiples of it visit every sample.</summary>
    private const int Scatter = 29;

    private readonly NetworkDescription description;
    private readonly float[] values;
    private readonly float[] targets;
    private readonly int[] labels;
    private readonly int[] order = [.. Enumerable.Range(0, Count).Select(i => (i * Scatter + 7) % Count)];

    public TestSamples(NetworkDescription description)
    {
        this.description = description;
        var random = new PhiloxSequence(11, Philox.Stream(description.Name));
        values = Uniform(ref random, Count * description.Input.Count, -1, 1);
        targets = description.Loss == Loss.CrossEntropy ? [] : Uniform(ref random, Count * description.Outputs, 0, 1);
        labels = description.Loss == Loss.CrossEntropy ? new int[Count] : [];
        for (int i = 0; i < labels.Length; i++) labels[i] = random.Next(description.Outputs);
    }

    public Batch First(int count) => Of(order.AsSpan(0, count));

    /// <summary>The same samples as <see cref="First"/>, last first.</summary>
    public Batch FirstReversed(int count) => Of(order[..count].Reverse().ToArray());

    public Batch Of(ReadOnlySpan<int> indices) => new(values, indices, labels, targets);

    /// <summary>The index in the data set of a batch's sample.</summary>
    public int IndexOf(int position) => order[position];

    public double[] Input(int index) => Row(values, index, description.Input.Count);

    public ReferenceTarget Target(int index) => description.Loss == Loss.CrossEntropy
        ? new(labels[index], [])
        : new(-1, Row(targets, index, description.Outputs));

    public static float[] Uniform(ref PhiloxSequence random, int count, float low, float high)
    {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = random.Next(low, high);
        return numbers;
    }

    private static double[] Row(float[] rows, int index, int width) => [.. rows.AsSpan(index * width, width).ToArray().Select(value => (double)value)];
}
