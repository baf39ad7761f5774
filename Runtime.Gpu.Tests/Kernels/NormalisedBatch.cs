using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

/// <summary>A batch that is normalised by itself, and what the definition of that gives, in double precision.</summary>
internal sealed class NormalisedBatch : IDisposable
{
    public const float Momentum = 0.1f, Epsilon = 1e-5f;

    private readonly int channels, positions;

    public NormalisedBatch(int samples, int channels, int positions, double mean, bool updates = true)
    {
        (this.channels, this.positions) = (channels, positions);
        Values = LaneTensor.Random(samples, channels * positions, 1, mean, 2);
        Gradients = LaneTensor.Random(samples, channels * positions, 2);
        Addends = LaneTensor.Random(samples, channels * positions, 3);
        Memory = new BatchMemory(samples) { UpdatesStatistics = updates };
        Value = Memory.Buffer(Values);
        Gradient = Memory.Buffer(Gradients);
        Addend = Memory.Buffer(Addends);
        To = Memory.Buffer(channels * positions);
        Sums = Memory.Floats(channels * BatchNormalisations.SumFloats);
        Statistics = Memory.Floats(4 * Stride);
        Coefficients = Memory.Floats(4 * Stride);
        Scale = Memory.Vector(Numbers(4, 0.5f));
        Shift = Memory.Vector(Numbers(5, -1));
        RunningMean = Memory.Vector(Numbers(6, -1));
        RunningVariance = Memory.Vector(Numbers(7, 0.5f));
        OldMeans = Memory.ParameterFloats(RunningMean);
        OldVariances = Memory.ParameterFloats(RunningVariance);
        Scales = Memory.ParameterFloats(Scale);
        Shifts = Memory.ParameterFloats(Shift);
    }

    public BatchMemory Memory { get; }

    public LaneTensor Values { get; }

    public LaneTensor Gradients { get; }

    public LaneTensor Addends { get; }

    public int Value { get; }

    public int Gradient { get; }

    public int Addend { get; }

    public int To { get; }

    public int Sums { get; }

    public int Statistics { get; }

    public int Coefficients { get; }

    public int Scale { get; }

    public int Shift { get; }

    public int RunningMean { get; }

    public int RunningVariance { get; }

    public float[] Scales { get; }

    public float[] Shifts { get; }

    public float[] OldMeans { get; }

    public float[] OldVariances { get; }

    public int Stride => BatchNormalisations.Stride(channels);

    public double Count => (double)Values.Samples * positions;

    public void Merge(GpuFrame frame)
    {
        BatchNormalisations.Sum(frame, Value, Sums, channels, positions);
        BatchNormalisations.Merge(frame, Sums, Statistics, Scale, Shift, RunningMean, RunningVariance, channels, positions, Momentum, Epsilon);
    }

    public void MergeGradients(GpuFrame frame, bool trained)
    {
        BatchNormalisations.SumGradients(frame, Gradient, Value, Statistics, Sums, channels, positions);
        BatchNormalisations.MergeGradients(frame, Sums, Statistics, Coefficients, Scale, Shift, trained, channels, positions);
    }

    /// <summary>A row of statistics or coefficients.</summary>
    public float[] Row(int buffer, int row) => [.. Memory.ReadFloats(buffer, (row + 1) * Stride).Skip(row * Stride).Take(channels)];

    public float[] PerChannel(Func<int, double> value) => [.. Enumerable.Range(0, channels).Select(c => (float)value(c))];

    /// <summary>A function of sample, channel and place in the sample, for every value.</summary>
    public float[] PerValue(Func<int, int, int, double> value) =>
        [.. Values.Expect((sample, i) => value(sample, i / positions, i)).Select(x => (float)x)];

    public double Mean(int channel) => Average(channel, (sample, i) => Values[sample, i]);

    public double Variance(int channel)
    {
        double mean = Mean(channel);
        return Average(channel, (sample, i) => (Values[sample, i] - mean) * (Values[sample, i] - mean));
    }

    public double Inverse(int channel) => 1 / Math.Sqrt(Variance(channel) + Epsilon);

    /// <summary>Of a function of sample and place, over a channel.</summary>
    public double Average(int channel, Func<int, int, double> value) =>
        (from sample in Enumerable.Range(0, Values.Samples)
         from position in Enumerable.Range(0, positions)
         select value(sample, channel * positions + position)).Average();

    public void Dispose()
    {
        Values.Dispose();
        Gradients.Dispose();
        Addends.Dispose();
    }

    private float[] Numbers(int seed, float from)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, channels).Select(_ => from + random.NextSingle())];
    }
}
