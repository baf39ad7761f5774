using NetArch.Runtime.Tests.Numerics;

namespace NetArch.Runtime.Tests.Execution;

public sealed unsafe class BatchStatisticsTests
{
    private const float Momentum = 0.1f, Epsilon = 1e-5f;

    [Theory]
    [InlineData(1, 3, 4, 0)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(17, 5, 1, 0)]
    [InlineData(17, 19, 49, 0)]
    [InlineData(16, 16, 7, 0)]
    [InlineData(40, 33, 130, 0)]
    [InlineData(17, 3, 25, 1000)]
    [InlineData(3, 2, 4001, -50)]
    public void Statistics_of_all_samples_and_positions_normalise_a_channel(int samples, int channels, int positions, double mean)
    {
        using var batch = new NormalisedBatch(samples, channels, positions, mean);
        batch.Merge(updates: true);
        int stride = BatchStatistics.Stride(channels);
        double[] means = Channels(channels, c => batch.Mean(c)), inverses = Channels(channels, c => 1 / Math.Sqrt(batch.Variance(c) + Epsilon));
        batch.Coefficients.ToArray(0, channels).ShouldAgree(means, 1e-6, "the mean");
        batch.Coefficients.ToArray(stride, channels).ShouldAgree(inverses, Tolerances.Kernel, "the inverse deviation");
        batch.Coefficients.ToArray(2 * stride, channels).ShouldAgree(
            Channels(channels, c => batch.Scale[c] * inverses[c]), Tolerances.Kernel, "the scale");
        float[] remainders = batch.Coefficients.ToArray(4 * stride, channels);
        Channels(channels, c => Math.Abs(remainders[c] / batch.Coefficients[c])).ShouldAllBe(share => share < 1e-7);
        batch.Coefficients.ToArray(3 * stride, channels).ShouldAgree(
            Channels(channels, c => batch.Shift[c] - remainders[c] * batch.Scale[c] * inverses[c]), Tolerances.Kernel, "the shift");
    }

    [Theory]
    [InlineData(17, 5, 9)]
    [InlineData(40, 33, 130)]
    public void A_mean_a_thousand_deviations_from_zero_costs_no_digits(int samples, int channels, int positions)
    {
        using var batch = new NormalisedBatch(samples, channels, positions, mean: 1500);
        using LaneTensor y = LaneTensor.Empty(samples, channels * positions);
        batch.Merge(updates: false);
        batch.Normalise(y);
        double[] means = Channels(channels, batch.Mean), deviations = Channels(channels, c => Math.Sqrt(batch.Variance(c) + Epsilon));
        y.Unpack().ShouldAgree(y.Expect(Normalised), Tolerances.Kernel, "y");

        double Normalised(int n, int i)
        {
            int channel = i / positions;
            return (batch.Values[n, i] - means[channel]) / deviations[channel] * batch.Scale[channel] + batch.Shift[channel];
        }
    }

    [Theory]
    [InlineData(17, 5, 9)]
    [InlineData(2, 3, 1)]
    public void Running_statistics_move_by_the_momentum_with_the_unbiased_variance(int samples, int channels, int positions)
    {
        using var batch = new NormalisedBatch(samples, channels, positions, mean: 2);
        float[] oldMeans = batch.RunningMean.ToArray(), oldVariances = batch.RunningVariance.ToArray();
        batch.Merge(updates: true);
        double n = samples * positions;
        batch.RunningMean.ToArray().ShouldAgree(
            Channels(channels, c => 0.9 * oldMeans[c] + 0.1 * batch.Mean(c)), Tolerances.Kernel, "the running mean");
        batch.RunningVariance.ToArray().ShouldAgree(
            Channels(channels, c => 0.9 * oldVariances[c] + 0.1 * batch.Variance(c) * n / (n - 1)), Tolerances.Kernel, "the running variance");
    }

    [Fact]
    public void Running_statistics_stay_where_a_step_only_looks()
    {
        using var batch = new NormalisedBatch(samples: 17, channels: 3, positions: 4, mean: 0);
        float[] means = batch.RunningMean.ToArray(), variances = batch.RunningVariance.ToArray();
        batch.Merge(updates: false);
        batch.RunningMean.ToArray().ShouldEqualBitForBit(means, "the running mean");
        batch.RunningVariance.ToArray().ShouldEqualBitForBit(variances, "the running variance");
    }

    [Fact]
    public void Lanes_without_a_sample_have_no_part_in_the_statistics()
    {
        using var batch = new NormalisedBatch(samples: 17, channels: 3, positions: 5, mean: 1);
        batch.Merge(updates: true);
        float[] expected = batch.Coefficients.ToArray();
        using var poisoned = new NormalisedBatch(samples: 17, channels: 3, positions: 5, mean: 1);
        poisoned.Values.Pad(float.NaN);
        poisoned.Merge(updates: true);
        poisoned.Coefficients.ToArray().ShouldEqualBitForBit(expected, "the coefficients");
    }

    [Fact]
    public void Channels_in_ranges_give_what_all_together_give()
    {
        using var batch = new NormalisedBatch(samples: 33, channels: 20, positions: 6, mean: 0);
        batch.Merge(updates: false);
        float[] together = batch.Coefficients.ToArray();
        using var divided = new NormalisedBatch(samples: 33, channels: 20, positions: 6, mean: 0);
        divided.Add();
        divided.Merge(updates: false, first: 16, count: 4);
        divided.Merge(updates: false, first: 0, count: 16);
        divided.Coefficients.ToArray().ShouldEqualBitForBit(together, "the coefficients");
    }

    [Fact]
    public void A_single_value_per_channel_has_no_variance_to_train_on()
    {
        using var batch = new NormalisedBatch(samples: 1, channels: 3, positions: 1, mean: 0);
        Should.Throw<InvalidOperationException>(() => batch.Merge(updates: true)).Message.ShouldContain("single value per channel");
    }

    private static double[] Channels(int channels, Func<int, double> value) => [.. Enumerable.Range(0, channels).Select(value)];

    /// <summary>A batch with all that belongs to its normalisation.</summary>
    private sealed class NormalisedBatch(int samples, int channels, int positions, double mean) : IDisposable
    {
        private readonly NumberBuffer sums = new((samples + 15) / 16 * channels * BatchStatistics.SumVectors * CpuLayout.Lanes);

        public LaneTensor Values { get; } = LaneTensor.Random(samples, channels * positions, seed: 1, mean, deviation: 1.5);

        public NumberBuffer Coefficients { get; } = new(BatchStatistics.CoefficientRows * BatchStatistics.Stride(channels));

        public NumberBuffer Scale { get; } = NumberBuffer.Random(channels, seed: 2);

        public NumberBuffer Shift { get; } = NumberBuffer.Random(channels, seed: 3);

        public NumberBuffer RunningMean { get; } = NumberBuffer.Random(channels, seed: 4);

        public NumberBuffer RunningVariance { get; } = NumberBuffer.Random(channels, seed: 5, from: 0.5, to: 2);

        private nint TileStride => channels * BatchStatistics.SumVectors * CpuLayout.Lanes;

        public void Add()
        {
            for (int tile = 0; tile < Values.Tiles; tile++)
                BatchStatistics.Add(Values.Tile(tile), sums.Pointer + tile * TileStride, channels, positions);
        }

        public void Merge(bool updates)
        {
            Add();
            Merge(updates, 0, channels);
        }

        public void Merge(bool updates, int first, int count)
        {
            CpuFrame frame = Values.Frame();
            frame.UpdatesStatistics = updates;
            BatchStatistics.Merge(
                &frame, sums.Pointer, TileStride, Coefficients.Pointer, Scale.Pointer, Shift.Pointer, RunningMean.Pointer, RunningVariance.Pointer,
                first, count, channels, positions, Momentum, Epsilon);
        }

        public void Normalise(LaneTensor to)
        {
            float* mean = Coefficients.Pointer;
            int stride = BatchStatistics.Stride(channels);
            for (int tile = 0; tile < to.Tiles; tile++)
                BatchNormalisation.Apply<Identity>(Values.Tile(tile), mean, mean + 2 * stride, mean + 3 * stride, null, to.Tile(tile), channels, positions);
        }

        public double Mean(int channel) => OfChannel(channel).Average();

        public double Variance(int channel)
        {
            double mean = Mean(channel);
            return OfChannel(channel).Average(value => (value - mean) * (value - mean));
        }

        public void Dispose()
        {
            foreach (IDisposable part in new IDisposable[] { sums, Values, Coefficients, Scale, Shift, RunningMean, RunningVariance }) part.Dispose();
        }

        private IEnumerable<double> OfChannel(int channel) =>
            from sample in Enumerable.Range(0, samples) from position in Enumerable.Range(0, positions) select (double)Values[sample, channel * positions + position];
    }
}
