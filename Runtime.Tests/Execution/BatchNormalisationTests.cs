using NetArch.Runtime.Tests.Numerics;

namespace NetArch.Runtime.Tests.Execution;

public sealed unsafe class BatchNormalisationTests
{
    private const float Epsilon = 1e-3f;

    [Theory]
    [InlineData(17, 5, 1)]
    [InlineData(17, 3, 2)]
    [InlineData(16, 7, 49)]
    public void A_channel_is_scaled_shifted_and_activated(int samples, int channels, int positions)
    {
        using LaneTensor z = LaneTensor.Random(samples, channels * positions, 1), y = LaneTensor.Empty(samples, channels * positions);
        using NumberBuffer mean = NumberBuffer.Random(channels, 5), scale = NumberBuffer.Random(channels, 2), shift = NumberBuffer.Random(channels, 3);
        for (int tile = 0; tile < z.Tiles; tile++)
            BatchNormalisation.Apply<Tanh>(z.Tile(tile), mean.Pointer, scale.Pointer, shift.Pointer, null, y.Tile(tile), channels, positions);
        y.Unpack().ShouldAgree(y.Expect((n, i) => Math.Tanh(scale[i / positions] * ((double)z[n, i] - mean[i / positions]) + shift[i / positions])), Tolerances.Kernel, "y");
    }

    [Theory]
    [InlineData(17, 5, 1)]
    [InlineData(17, 3, 6)]
    [InlineData(16, 7, 49)]
    public void The_other_path_of_a_residual_is_added_before_the_activation(int samples, int channels, int positions)
    {
        using LaneTensor z = LaneTensor.Random(samples, channels * positions, 1), addend = LaneTensor.Random(samples, channels * positions, 4);
        using NumberBuffer mean = NumberBuffer.Random(channels, 5), scale = NumberBuffer.Random(channels, 2), shift = NumberBuffer.Random(channels, 3);
        double[] expected = z.Expect((n, i) => Math.Max(0, scale[i / positions] * ((double)z[n, i] - mean[i / positions]) + shift[i / positions] + addend[n, i]));
        for (int tile = 0; tile < z.Tiles; tile++)
            BatchNormalisation.Apply<Relu>(z.Tile(tile), mean.Pointer, scale.Pointer, shift.Pointer, addend.Tile(tile), z.Tile(tile), channels, positions);
        z.Unpack().ShouldAgree(expected, Tolerances.Kernel, "y in place of z");
    }

    [Theory]
    [InlineData(3, 27, true)]
    [InlineData(5, 16, false)]
    [InlineData(2, 41, false)]
    public void Weights_take_in_the_normalisation_behind_them(int rows, int rowStride, bool hasBias)
    {
        using NumberBuffer weight = NumberBuffer.Random(rows * rowStride, 1), bias = NumberBuffer.Random(rows, 2);
        using NumberBuffer scale = NumberBuffer.Random(rows, 3), shift = NumberBuffer.Random(rows, 4), mean = NumberBuffer.Random(rows, 5);
        using NumberBuffer variance = NumberBuffer.Random(rows, 6, 0.1, 2), foldedWeight = new(rows * rowStride), foldedBias = new(rows);
        foreach ((int first, int count) in new[] { (0, 1), (1, rows - 1) })
        {
            BatchNormalisation.FoldWeights(
                weight.Pointer, hasBias ? bias.Pointer : null, scale.Pointer, shift.Pointer, mean.Pointer, variance.Pointer, Epsilon,
                foldedWeight.Pointer, foldedBias.Pointer, rowStride, first, count);
        }

        double Factor(int row) => scale[row] / Math.Sqrt(variance[row] + (double)Epsilon);
        foldedWeight.ToArray().ShouldAgree([.. Enumerable.Range(0, rows * rowStride).Select(i => weight[i] * Factor(i / rowStride))], 1e-6, "the weights");
        foldedBias.ToArray().ShouldAgree(
            [.. Enumerable.Range(0, rows).Select(row => shift[row] + ((hasBias ? bias[row] : 0) - (double)mean[row]) * Factor(row))], 1e-6, "the biases");
    }

    [Fact]
    public void Running_variance_becomes_a_scale()
    {
        const int Channels = 19;
        using NumberBuffer scale = NumberBuffer.Random(Channels, 3), variance = NumberBuffer.Random(Channels, 6, 0.1, 2), folded = new(Channels);
        BatchNormalisation.FoldScale(scale.Pointer, variance.Pointer, Epsilon, folded.Pointer, 0, 16);
        BatchNormalisation.FoldScale(scale.Pointer, variance.Pointer, Epsilon, folded.Pointer, 16, 3);
        folded.ToArray().ShouldAgree([.. Enumerable.Range(0, Channels).Select(c => scale[c] / Math.Sqrt(variance[c] + (double)Epsilon))], 1e-6, "the scale");
    }
}
