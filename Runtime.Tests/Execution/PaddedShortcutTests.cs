namespace NetArch.Runtime.Tests.Execution;

public sealed unsafe class PaddedShortcutTests
{
    [Theory]
    [InlineData(3, 8, 8, 6, 2, 2)]
    [InlineData(3, 7, 5, 3, 2, 3)]
    [InlineData(2, 1, 1, 5, 1, 1)]
    [InlineData(4, 9, 6, 11, 4, 1)]
    public void Strided_positions_pass_and_new_channels_are_zero(int channels, int height, int width, int outputChannels, int strideY, int strideX)
    {
        (int outputHeight, int outputWidth) = ((height + strideY - 1) / strideY, (width + strideX - 1) / strideX);
        int plane = outputHeight * outputWidth;
        using LaneTensor x = LaneTensor.Random(17, channels * height * width, 1), y = LaneTensor.Empty(17, outputChannels * plane);
        using LaneTensor dy = LaneTensor.Random(17, outputChannels * plane, 2), dx = LaneTensor.Empty(17, channels * height * width);
        for (int tile = 0; tile < x.Tiles; tile++)
        {
            PaddedShortcut.Forward(x.Tile(tile), y.Tile(tile), channels, height, width, outputChannels, outputHeight, outputWidth, strideY, strideX);
            PaddedShortcut.Backward(dy.Tile(tile), dx.Tile(tile), channels, height, width, outputChannels, outputHeight, outputWidth, strideY, strideX);
        }

        var back = new double[17 * channels * height * width];
        double[] expected = y.Expect((n, i) =>
        {
            int c = i / plane, row = i % plane / outputWidth * strideY, column = i % outputWidth * strideX;
            if (c >= channels) return 0;
            int from = (c * height + row) * width + column;
            back[n * channels * height * width + from] = dy[n, i];
            return x[n, from];
        });
        y.Unpack().Select(value => (double)value).ShouldBe(expected);
        dx.Unpack().Select(value => (double)value).ShouldBe(back);
        y.Padding().Concat(dx.Padding()).ShouldAllBe(value => value == 0);
    }
}
