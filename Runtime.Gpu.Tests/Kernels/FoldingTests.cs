using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

public sealed class FoldingTests
{
    private const float Epsilon = 1e-3f;

    [Theory]
    [InlineData(1, 8, 5, true)]
    [InlineData(1, 10, 300, false)]
    [InlineData(3, 2, 9, true)]
    [InlineData(1, 1, 7, true)]
    [InlineData(5, 1, 9, false)]
    public void A_norm_folds_into_the_weights_before_it(int groups, int rows, int columns, bool hasBias)
    {
        int all = groups * rows;
        BatchMemory memory = new(1) { FoldedFloats = 4096 };
        float[] weights = Numbers(1, Layout(groups, rows, columns).Floats), bias = Numbers(2, all);
        for (int i = 0; i < weights.Length; i++)
        {
            if (RowOf(i, groups, rows, columns) < 0) weights[i] = 0;
        }

        (float[] scale, float[] shift, float[] mean, float[] variance) = (Numbers(3, all), Numbers(4, all), Numbers(5, all), Numbers(6, all));
        int weight = memory.Parameter(groups, rows, columns, weights), ownBias = memory.Vector(bias);
        int a = memory.Vector(scale), b = memory.Vector(shift), m = memory.Vector(mean), v = memory.Vector(variance);
        memory.Run(frame => BatchNormalisations.FoldWeights(
            frame, weight, hasBias ? ownBias : -1, a, b, m, v, Epsilon, 32, 4000, groups, rows, columns));
        double Factor(int row) => scale[row] / Math.Sqrt((double)variance[row] + Epsilon);
        float[] expected =
        [
            .. weights.Select((w, i) => RowOf(i, groups, rows, columns) is >= 0 and int row ? (float)(w * Factor(row)) : 0),
        ];
        memory.Folded.Skip(32).Take(weights.Length).ToArray().ShouldMatch(expected, Tolerances.Rounding, "weight");
        float[] shifts = [.. Enumerable.Range(0, all).Select(row => (float)(shift[row] + ((hasBias ? bias[row] : 0) - mean[row]) * Factor(row)))];
        memory.Folded.Skip(4000).Take(all).ToArray().ShouldMatch(shifts, Tolerances.Rounding, "bias");
        memory.Folded.Take(32).ShouldAllBe(value => float.IsNaN(value));
        memory.Folded.Skip(32 + weights.Length).Take(32).ShouldAllBe(value => float.IsNaN(value));
    }

    [Theory]
    [InlineData(33, 19, 3)]
    [InlineData(2, 3, 50)]
    public void A_norm_by_itself_is_a_scale_and_a_shift(int samples, int channels, int positions)
    {
        using LaneTensor z = LaneTensor.Random(samples, channels * positions, 1), added = LaneTensor.Random(samples, channels * positions, 2);
        BatchMemory memory = new(samples) { FoldedFloats = 32 };
        int value = memory.Buffer(z), addend = memory.Buffer(added), to = memory.Buffer(channels * positions), plain = memory.Buffer(channels * positions);
        (float[] scale, float[] shift, float[] mean, float[] variance) = (Numbers(3, channels), Numbers(4, channels), Numbers(5, channels), Numbers(6, channels));
        int a = memory.Vector(scale), b = memory.Vector(shift), m = memory.Vector(mean), v = memory.Vector(variance);
        memory.Run(frame =>
        {
            BatchNormalisations.FoldScale(frame, a, v, Epsilon, 0, channels);
            BatchNormalisations.ApplyFolded<NetArch.Gpu.Relu>(frame, value, m, 0, b, addend, to, channels, positions);
            BatchNormalisations.ApplyFolded<NetArch.Gpu.Identity>(frame, value, m, 0, b, -1, plain, channels, positions);
        });
        double Factor(int c) => scale[c] / Math.Sqrt((double)variance[c] + Epsilon);
        double Normalise(int n, int i) => (z[n, i] - mean[i / positions]) * Factor(i / positions) + shift[i / positions];
        memory.Read(plain, channels * positions).ShouldMatch([.. z.Expect(Normalise).Select(y => (float)y)], Tolerances.Statistics);
        memory.Read(to, channels * positions).ShouldMatch(
            [.. z.Expect((n, i) => Math.Max(0, Normalise(n, i) + added[n, i])).Select(y => (float)y)], Tolerances.Statistics);
    }

    [Fact]
    public void A_gradient_passes_a_folded_norm_by_its_scale()
    {
        const int samples = 33, channels = 3, positions = 2;
        using LaneTensor g = LaneTensor.Random(samples, channels * positions, 1), z = LaneTensor.Random(samples, channels * positions, 2);
        BatchMemory memory = new(samples) { FoldedFloats = 64 };
        int gradient = memory.Buffer(g), value = memory.Buffer(z), to = memory.Buffer(channels * positions), plain = memory.Buffer(channels * positions);
        int a = memory.Vector(2, 3, -4), v = memory.Vector(1, 4, 9);
        memory.Run(frame =>
        {
            BatchNormalisations.FoldScale(frame, a, v, 0, 0, channels);
            BatchNormalisations.BackwardFolded<NetArch.Gpu.Tanh>(frame, gradient, 0, value, to, channels, positions);
            BatchNormalisations.BackwardFolded<NetArch.Gpu.Identity>(frame, gradient, 0, -1, plain, channels, positions);
        });
        float[] factors = [2, 1.5f, -4f / 3];
        memory.Read(plain, channels * positions).ShouldMatch([.. g.Expect((n, i) => g[n, i] * factors[i / positions]).Select(d => (float)d)], Tolerances.Rounding);
        memory.Read(to, channels * positions).ShouldMatch(
            [.. g.Expect((n, i) => g[n, i] * factors[i / positions] * (1 - z[n, i] * z[n, i])).Select(d => (float)d)], Tolerances.Rounding);
    }

    /// <summary>The row that a float of a matrix on the device belongs to, or -1 where it is padding.</summary>
    private static int RowOf(int i, int groups, int rows, int columns)
    {
        int blocks = (rows + 3) / 4, block = i / (4 * columns) % blocks, group = i / (4 * columns) / blocks, row = block * 4 + i % 4;
        return row < rows ? group * rows + row : -1;
    }

    private static GpuParameter Layout(int groups, int rows, int columns) => new(0, groups, rows, columns, true, 1, 1, IsSingleRow: groups * rows == 1);

    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 0.5f + random.NextSingle())];
    }
}
