using NetArch.Runtime.Tests.Numerics;

namespace NetArch.Runtime.Tests.Execution;

public sealed unsafe class BatchGradientTests
{
    private const float Epsilon = 1e-5f;

    [Theory]
    [InlineData(5, 2, 1)]
    [InlineData(17, 5, 1)]
    [InlineData(17, 19, 9)]
    [InlineData(40, 33, 130)]
    public void The_gradient_goes_through_the_statistics(int samples, int channels, int positions)
    {
        using var batch = new Backward(samples, channels, positions);
        batch.Merge(trained: true);
        batch.Apply<Tanh>();
        batch.Gradient.Unpack().ShouldAgree(batch.Gradient.Expect((n, i) => batch.ByInput(n, i) * (1 - Math.Pow(batch.Values[n, i], 2))), Tolerances.Gradients / 10, "dz");
    }

    [Theory]
    [InlineData(17, 5, 1)]
    [InlineData(33, 40, 9)]
    public void Scale_and_shift_get_the_sums_of_the_gradient(int samples, int channels, int positions)
    {
        using var batch = new Backward(samples, channels, positions);
        batch.Merge(trained: true);
        float[] gradients = batch.ParameterGradients.ToArray();
        int stride = BatchStatistics.Stride(channels);
        gradients[..channels].ShouldAgree([.. Enumerable.Range(0, channels).Select(batch.ProductSum)], Tolerances.Kernel * 4, "the scale's");
        gradients[stride..(stride + channels)].ShouldAgree([.. Enumerable.Range(0, channels).Select(batch.Sum)], Tolerances.Kernel, "the shift's");
        gradients[channels..stride].ShouldAllBe(value => value == 0);
        gradients[(stride + channels)..].ShouldAllBe(value => value == 0);
    }

    [Theory]
    [InlineData(17, 5, 9)]
    [InlineData(40, 33, 130)]
    public void A_mean_a_thousand_deviations_from_zero_costs_no_digits(int samples, int channels, int positions)
    {
        using var batch = new Backward(samples, channels, positions, mean: 100, deviation: 0.1);
        batch.Merge(trained: true);
        batch.Apply<Identity>();
        batch.Gradient.Unpack().ShouldAgree(batch.Gradient.Expect(batch.ByInput), Tolerances.Kernel, "dz");
        batch.ParameterGradients.ToArray(0, channels).ShouldAgree(
            [.. Enumerable.Range(0, channels).Select(batch.ProductSum)], Tolerances.Kernel, "the scale's gradient");
    }

    [Fact]
    public void A_frozen_normalisation_hands_on_no_gradients()
    {
        using var batch = new Backward(samples: 17, channels: 3, positions: 4);
        batch.Merge(trained: false);
        batch.ParameterGradients.ToArray().ShouldAllBe(value => float.IsNaN(value));
    }

    [Fact]
    public void Lanes_without_a_sample_get_a_gradient_of_zero_whatever_lies_there()
    {
        using var batch = new Backward(samples: 17, channels: 3, positions: 5);
        batch.Values.Pad(float.NaN);
        batch.Merge(trained: true);
        batch.Apply<Relu>();
        batch.Gradient.Padding().ShouldAllBe(value => value == 0);
        batch.Gradient.Unpack().ShouldAllBe(value => float.IsFinite(value));
    }

    [Theory]
    [InlineData(17, 3, 1)]
    [InlineData(16, 5, 12)]
    public void Fixed_statistics_only_scale_the_gradient(int samples, int channels, int positions)
    {
        using var batch = new Backward(samples, channels, positions);
        using LaneTensor through = LaneTensor.Empty(samples, channels * positions);
        for (int tile = 0; tile < through.Tiles; tile++)
        {
            BatchGradient.ApplyFolded<Tanh>(
                batch.Upstream.Tile(tile), batch.Scale.Pointer, batch.Values.Tile(tile), through.Tile(tile), channels, positions);
            BatchGradient.ApplyFolded<Identity>(batch.Upstream.Tile(tile), batch.Scale.Pointer, null, batch.Gradient.Tile(tile), channels, positions);
        }

        double Scaled(int n, int i) => batch.Scale[i / positions] * (double)batch.Upstream[n, i];
        batch.Gradient.Unpack().ShouldAgree(through.Expect(Scaled), Tolerances.Kernel, "dz");
        through.Unpack().ShouldAgree(through.Expect((n, i) => Scaled(n, i) * (1 - Math.Pow(batch.Values[n, i], 2))), Tolerances.Kernel, "dz through tanh");
    }

    /// <summary>A batch, the gradient by its normalised values, and the reference's way back in double precision.</summary>
    private sealed class Backward : IDisposable
    {
        private readonly int channels, positions;
        private readonly NumberBuffer sums, coefficients, gradientCoefficients;
        private readonly double[] means, deviations, upstreamSums, productSums;

        public Backward(int samples, int channels, int positions, double mean = 0.2, double deviation = 0.5)
        {
            (this.channels, this.positions) = (channels, positions);
            int count = channels * positions, stride = BatchStatistics.Stride(channels);
            (Values, Upstream, Gradient) = (LaneTensor.Random(samples, count, 1, mean, deviation), LaneTensor.Random(samples, count, 2, 0.3), LaneTensor.Empty(samples, count));
            (sums, coefficients, gradientCoefficients) = (new(Values.Tiles * channels * 3 * CpuLayout.Lanes), new(BatchStatistics.CoefficientRows * stride), new(BatchGradient.CoefficientRows * stride));
            (Scale, ParameterGradients) = (NumberBuffer.Random(channels, 3, 0.5, 1.5), new(2 * stride));
            means = Channels(channel => Places(channel).Average(place => (double)Values[place.Sample, place.Value]));
            deviations = Channels(channel => Math.Sqrt(Places(channel).Average(place => Math.Pow(Values[place.Sample, place.Value] - means[channel], 2)) + Epsilon));
            upstreamSums = Channels(channel => Places(channel).Sum(place => (double)Upstream[place.Sample, place.Value]));
            productSums = Channels(channel => Places(channel).Sum(place => Upstream[place.Sample, place.Value] * Normalised(place.Sample, place.Value)));
        }

        public LaneTensor Values { get; }

        public LaneTensor Upstream { get; }

        public LaneTensor Gradient { get; }

        public NumberBuffer Scale { get; }

        public NumberBuffer ParameterGradients { get; }

        private double Count => Values.Samples * (double)positions;

        public void Merge(bool trained)
        {
            CpuFrame frame = Values.Frame();
            int vectors = BatchStatistics.SumVectors * CpuLayout.Lanes * channels, stride = BatchStatistics.Stride(channels);
            for (int tile = 0; tile < Values.Tiles; tile++) BatchStatistics.Add(Values.Tile(tile), sums.Pointer + tile * vectors, channels, positions);
            BatchStatistics.Merge(
                &frame, sums.Pointer, vectors, coefficients.Pointer, Scale.Pointer, Scale.Pointer, null, null, 0, channels, channels, positions, 0.1f, Epsilon);
            vectors = BatchGradient.SumVectors * CpuLayout.Lanes * channels;
            for (int tile = 0; tile < Values.Tiles; tile++)
                BatchGradient.Add(Upstream.Tile(tile), Values.Tile(tile), coefficients.Pointer, sums.Pointer + tile * vectors, channels, positions);
            for (int first = 0; first < channels; first += 16)
            {
                BatchGradient.Merge(
                    &frame, new GradientStore(ParameterGradients.Pointer), sums.Pointer, vectors, coefficients.Pointer, gradientCoefficients.Pointer,
                    0, 1, 0, stride, trained, first, Math.Min(16, channels - first), channels, positions);
            }
        }

        public void Apply<TActivation>()
            where TActivation : struct, IActivation
        {
            CpuFrame frame = Values.Frame();
            for (int tile = 0; tile < Values.Tiles; tile++)
                BatchGradient.Apply<TActivation>(&frame, tile, Upstream.Tile(tile), Values.Tile(tile), gradientCoefficients.Pointer, Gradient.Tile(tile), channels, positions);
        }

        public double Sum(int channel) => upstreamSums[channel];

        public double ProductSum(int channel) => productSums[channel];

        public double ByInput(int sample, int value)
        {
            int channel = value / positions;
            return Scale[channel] / deviations[channel]
                * (Upstream[sample, value] - Sum(channel) / Count - Normalised(sample, value) * ProductSum(channel) / Count);
        }

        public void Dispose()
        {
            foreach (IDisposable part in new IDisposable[] { sums, coefficients, gradientCoefficients, Values, Upstream, Gradient, Scale, ParameterGradients })
                part.Dispose();
        }

        private double Normalised(int sample, int value) => (Values[sample, value] - means[value / positions]) / deviations[value / positions];

        private double[] Channels(Func<int, double> value) => [.. Enumerable.Range(0, channels).Select(value)];

        private IEnumerable<(int Sample, int Value)> Places(int channel) =>
            from sample in Enumerable.Range(0, Values.Samples) from position in Enumerable.Range(0, positions) select (sample, channel * positions + position);
    }
}
