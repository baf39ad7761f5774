using NetArch.Runtime.Tests.Numerics;

namespace NetArch.Runtime.Tests.Execution;

public sealed unsafe class LocalResponseTests
{
    [Theory]
    [InlineData(7, 1, 5, 0.75f)]
    [InlineData(3, 6, 5, 0.75f)]
    [InlineData(24, 9, 4, 0.75f)]
    [InlineData(9, 4, 1, 0.5f)]
    [InlineData(11, 13, 3, 1.3f)]
    [InlineData(4, 3, 50, 0.75f)]
    public void Values_are_divided_by_the_power_of_their_window(int channels, int positions, int size, float beta)
    {
        using var network = new Normalised(channels, positions, size, alpha: 0.3f, beta, k: 1.5f);
        network.Forward();
        network.Y.Unpack().ShouldAgree(network.Y.Expect((n, i) => network.X[n, i] * Math.Pow(network.Scale(n, i), -beta)), Tolerances.Kernel, "y");
    }

    [Theory]
    [InlineData(7, 1, 5, 0.75f)]
    [InlineData(3, 6, 5, 0.75f)]
    [InlineData(24, 9, 4, 0.75f)]
    [InlineData(9, 4, 1, 0.5f)]
    [InlineData(11, 13, 3, 1.3f)]
    [InlineData(4, 3, 50, 0.75f)]
    public void The_gradient_comes_from_every_window_that_a_value_is_in(int channels, int positions, int size, float beta)
    {
        using var network = new Normalised(channels, positions, size, alpha: 0.3f, beta, k: 1.5f);
        network.Forward();
        network.Backward();
        network.Gradient.Unpack().ShouldAgree(network.Gradient.Expect(network.ByInput), Tolerances.Kernel, "dx");
        network.Gradient.Padding().ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void A_huge_value_does_not_blur_the_channels_behind_it()
    {
        using var network = new Normalised(channels: 16, positions: 3, size: 3, alpha: 3, beta: 0.75f, k: 0.001f);
        network.X.Tile(0)[0] = 1e6f;
        network.Forward();
        for (int i = 3 * 3; i < 16 * 3; i++)
        {
            double expected = network.X[0, i] * Math.Pow(network.Scale(0, i), -0.75);
            ((double)network.Y[0, i]).ShouldBe(expected, Tolerances.Kernel * Math.Abs(expected));
        }
    }

    private sealed class Normalised(int channels, int positions, int size, float alpha, float beta, float k) : IDisposable
    {
        private readonly LaneTensor scales = LaneTensor.Empty(17, channels * positions), upstream = LaneTensor.Random(17, channels * positions, 2);

        public LaneTensor X { get; } = LaneTensor.Random(17, channels * positions, 1, deviation: 2);

        public LaneTensor Y { get; } = LaneTensor.Empty(17, channels * positions);

        public LaneTensor Gradient { get; } = LaneTensor.Empty(17, channels * positions);

        public void Forward()
        {
            for (int tile = 0; tile < X.Tiles; tile++)
                LocalResponse.Forward(X.Tile(tile), scales.Tile(tile), Y.Tile(tile), channels, positions, size, alpha, beta, k);
        }

        public void Backward()
        {
            for (int tile = 0; tile < X.Tiles; tile++)
            {
                LocalResponse.Backward(
                    X.Tile(tile), scales.Tile(tile), Y.Tile(tile), upstream.Tile(tile), Gradient.Tile(tile), channels, positions, size, alpha, beta);
            }
        }

        public double Scale(int sample, int value)
        {
            double sum = 0;
            for (int c = 0; c < channels; c++)
                if (Sees(value / positions, c)) sum += Math.Pow(X[sample, c * positions + value % positions], 2);
            return k + (double)alpha / size * sum;
        }

        public double ByInput(int sample, int value)
        {
            double sum = 0;
            for (int c = 0; c < channels; c++)
            {
                int seer = c * positions + value % positions;
                if (Sees(c, value / positions)) sum += upstream[sample, seer] * (double)X[sample, seer] * Math.Pow(Scale(sample, seer), -beta - 1);
            }

            return upstream[sample, value] * Math.Pow(Scale(sample, value), -beta) - 2 * (double)alpha * beta / size * X[sample, value] * sum;
        }

        public void Dispose()
        {
            foreach (LaneTensor part in new[] { scales, upstream, X, Y, Gradient }) part.Dispose();
        }

        private bool Sees(int seer, int seen) => seen >= seer - size / 2 && seen <= seer + (size - 1) / 2;
    }
}
