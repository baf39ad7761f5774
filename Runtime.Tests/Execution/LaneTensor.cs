namespace NetArch.Runtime.Tests.Execution;

/// <summary>Values of a batch, sample by sample in double precision and tile by tile as kernels see them.</summary>
internal sealed unsafe class LaneTensor : IDisposable
{
    private const int Width = CpuLayout.Lanes;

    private readonly NativeBuffer buffer;
    private readonly int values;

    private LaneTensor(int samples, int values)
    {
        Samples = samples;
        this.values = values;
        buffer = new NativeBuffer((long)Tiles * values * Width);
    }

    public int Samples { get; }

    public int Tiles => (Samples + Width - 1) / Width;

    /// <summary>Floats of a tile.</summary>
    public int Stride => values * Width;

    /// <summary>Normally distributed values; lanes without a sample hold zeros.</summary>
    public static LaneTensor Random(int samples, int values, int seed, double mean = 0, double deviation = 1)
    {
        var random = new Random(seed);
        var tensor = new LaneTensor(samples, values);
        for (int sample = 0; sample < samples; sample++)
        {
            for (int i = 0; i < values; i++)
                *tensor.At(sample, i) = (float)(mean + deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return tensor;
    }

    /// <summary>A place for results, full of not-a-numbers.</summary>
    public static LaneTensor Empty(int samples, int values)
    {
        var tensor = new LaneTensor(samples, values);
        tensor.buffer.Fill(float.NaN);
        return tensor;
    }

    public float* Tile(int tile) => buffer.Pointer + (nint)tile * Stride;

    public float this[int sample, int i] => *At(sample, i);

    /// <summary>All samples' values, one sample after the other.</summary>
    public float[] Unpack() => [.. from sample in Enumerable.Range(0, Samples) from i in Enumerable.Range(0, values) select this[sample, i]];

    /// <summary>A function of sample and value over all of them, as <see cref="Unpack"/> orders them.</summary>
    public double[] Expect(Func<int, int, double> value) =>
        [.. from sample in Enumerable.Range(0, Samples) from i in Enumerable.Range(0, values) select value(sample, i)];

    /// <summary>What lies in the lanes without a sample.</summary>
    public IEnumerable<float> Padding()
    {
        var all = new float[Tiles * Stride];
        new ReadOnlySpan<float>(buffer.Pointer, all.Length).CopyTo(all);
        return all.Where((_, i) => i / Stride * Width + i % Width >= Samples);
    }

    /// <summary>Puts a value into every lane without a sample.</summary>
    public LaneTensor Pad(float value)
    {
        for (int sample = Samples; sample < Tiles * Width; sample++)
        {
            for (int i = 0; i < values; i++) *At(sample, i) = value;
        }

        return this;
    }

    public void Dispose() => buffer.Dispose();

    public CpuFrame Frame() => new() { Count = Samples, Tiles = Tiles };

    private float* At(int sample, int i) => Tile(sample / Width) + (nint)i * Width + sample % Width;
}
