namespace NetArch.Runtime.Tests.Execution;

/// <summary>Numbers that belong to no sample, where kernels can reach them.</summary>
internal sealed unsafe class NumberBuffer : IDisposable
{
    private readonly NativeBuffer buffer;

    /// <summary>Full of not-a-numbers.</summary>
    public NumberBuffer(int count)
    {
        buffer = new NativeBuffer(count);
        Count = count;
        buffer.Fill(float.NaN);
    }

    public NumberBuffer(params ReadOnlySpan<float> values)
        : this(values.Length) => values.CopyTo(new Span<float>(buffer.Pointer, values.Length));

    public int Count { get; }

    public float* Pointer => buffer.Pointer;

    public float this[int i] => buffer.Pointer[i];

    public static NumberBuffer Random(int count, int seed, double from = -1, double to = 1)
    {
        var random = new Random(seed);
        return new NumberBuffer([.. Enumerable.Range(0, count).Select(_ => (float)(from + (to - from) * random.NextDouble()))]);
    }

    public float[] ToArray(int first, int count) => new ReadOnlySpan<float>(buffer.Pointer + first, count).ToArray();

    public float[] ToArray() => ToArray(0, Count);

    public void Dispose() => buffer.Dispose();
}
