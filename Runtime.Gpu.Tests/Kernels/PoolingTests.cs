using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

public sealed class PoolingTests
{
    /// <summary>Shapes by what is special in them.</summary>
    private static readonly Dictionary<string, PoolingShape> Shapes = new()
    {
        ["halving"] = new(3, 4, 6, 2, 3, 2, 2, 2, 2, 0, 0),
        ["halving, a row and a column left over"] = new(2, 5, 7, 2, 3, 2, 2, 2, 2, 0, 0),
        ["wider than a group"] = new(1, 2, 70, 1, 35, 2, 2, 2, 2, 0, 0),
        ["overlapping"] = new(2, 7, 7, 3, 3, 3, 3, 2, 2, 0, 0),
        ["overlapping, padded"] = new(2, 6, 5, 3, 3, 3, 3, 2, 2, 1, 1),
        ["stride 1, padded"] = new(2, 4, 3, 4, 3, 3, 3, 1, 1, 1, 1),
        ["gaps"] = new(1, 8, 8, 2, 2, 2, 2, 4, 5, 0, 0),
        ["oblong"] = new(1, 5, 12, 2, 3, 3, 6, 2, 3, 0, 1),
        ["rounded up"] = new(2, 6, 6, 3, 3, 3, 3, 2, 2, 0, 0),
        ["rounded up, padded"] = new(1, 5, 7, 3, 4, 3, 3, 2, 2, 1, 1),
        ["global"] = new(5, 3, 3, 1, 1, 3, 3, 3, 3, 0, 0),
        ["global, large"] = new(2, 9, 8, 1, 1, 9, 8, 9, 8, 0, 0),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = new();
            foreach (string name in Shapes.Keys) cases.Add(name, 33);
            foreach (int samples in new[] { 1, 2, 31, 32 }) cases.Add("overlapping, padded", samples);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Maxima_and_averages_are_those_of_the_windows(string name, int samples)
    {
        PoolingShape shape = Shapes[name];
        (int values, int outputs) = Counts(shape);
        using LaneTensor x = Values(samples, values);
        BatchMemory memory = new(samples);
        int from = memory.Buffer(x), largest = memory.Buffer(outputs), average = memory.Buffer(outputs);
        memory.Run(frame =>
        {
            Poolings.Maximum(frame, from, largest, shape);
            Poolings.Average(frame, from, average, shape);
        });
        memory.Read(largest, outputs).ShouldMatch(EachSample(x, values, sample => PoolingReference.Maximum(shape, sample)), Tolerances.Exact, "maximum");
        memory.Read(average, outputs).ShouldMatch(EachSample(x, values, sample => PoolingReference.Average(shape, sample)), Tolerances.Rounding, "average");
        memory.Untouched().ShouldAllBe(value => float.IsNaN(value));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_go_to_the_first_largest_value_or_are_shared(string name, int samples)
    {
        PoolingShape shape = Shapes[name];
        (int values, int outputs) = Counts(shape);
        using LaneTensor x = Values(samples, values), dy = LaneTensor.Random(samples, outputs, 2);
        BatchMemory memory = new(samples);
        int value = memory.Buffer(x), pooled = memory.Buffer(outputs), gradient = memory.Buffer(dy), of = memory.Buffer(values), share = memory.Buffer(values);
        memory.Run(frame =>
        {
            Poolings.Maximum(frame, value, pooled, shape);
            Poolings.MaximumGradient<NetArch.Gpu.Relu>(frame, gradient, value, pooled, of, shape);
            Poolings.AverageGradient<NetArch.Gpu.Tanh>(frame, gradient, value, share, shape);
        });
        float[] all = x.Unpack(), gradients = dy.Unpack();
        float[] largest = [.. Enumerable.Range(0, samples).SelectMany(n => PoolingReference.MaximumGradient(shape, Part(all, n, values), Part(gradients, n, outputs)))];
        float[] shared = [.. Enumerable.Range(0, samples).SelectMany(n => PoolingReference.AverageGradient(shape, Part(gradients, n, outputs)))];
        memory.Read(of, values).ShouldMatch([.. largest.Zip(all, (d, v) => v > 0 ? d : 0)], Tolerances.Rounding, "maximum");
        memory.Read(share, values).ShouldMatch([.. shared.Zip(all, (d, v) => d * (1 - v * v))], Tolerances.Rounding, "average");
        memory.Untouched().ShouldAllBe(untouched => float.IsNaN(untouched));
    }

    [Theory]
    [InlineData("halving")]
    [InlineData("overlapping, padded")]
    [InlineData("global, large")]
    public void A_window_with_one_value_that_is_not_a_number_has_no_largest(string name)
    {
        PoolingShape shape = Shapes[name];
        (int values, int outputs) = Counts(shape);
        using LaneTensor x = Values(3, values), dy = LaneTensor.Random(3, outputs, 2);
        unsafe
        {
            x.Tile(0)[8 * CpuLayout.Lanes + 1] = float.NaN;
        }

        BatchMemory memory = new(3);
        int value = memory.Buffer(x), pooled = memory.Buffer(outputs), gradient = memory.Buffer(dy), to = memory.Buffer(values);
        memory.Run(frame =>
        {
            Poolings.Maximum(frame, value, pooled, shape);
            Poolings.MaximumGradient<NetArch.Gpu.Identity>(frame, gradient, value, pooled, to, shape);
        });
        float[] all = x.Unpack(), gradients = dy.Unpack();
        memory.Read(pooled, outputs).ShouldMatch(EachSample(x, values, sample => PoolingReference.Maximum(shape, sample)), Tolerances.Exact);
        float[] expected = [.. Enumerable.Range(0, 3).SelectMany(n => PoolingReference.MaximumGradient(shape, Part(all, n, values), Part(gradients, n, outputs)))];
        memory.Read(to, values).ShouldMatch(expected, Tolerances.Rounding);
    }

    /// <summary>Few different numbers, so that windows have several largest ones.</summary>
    private static LaneTensor Values(int samples, int values)
    {
        LaneTensor x = LaneTensor.Random(samples, values, 1);
        unsafe
        {
            for (int tile = 0; tile < x.Tiles; tile++)
            {
                for (int i = 0; i < x.Stride; i++) x.Tile(tile)[i] = MathF.Round(x.Tile(tile)[i] * 2) / 4;
            }
        }

        return x;
    }

    private static (int Values, int Outputs) Counts(PoolingShape s) =>
        (s.Channels * s.Height * s.Width, s.Channels * s.OutputHeight * s.OutputWidth);

    private static float[] EachSample(LaneTensor x, int values, Func<float[], float[]> pool)
    {
        float[] all = x.Unpack();
        return [.. Enumerable.Range(0, x.Samples).SelectMany(n => pool(Part(all, n, values)))];
    }

    private static float[] Part(float[] all, int index, int length) => all[(index * length)..((index + 1) * length)];
}
