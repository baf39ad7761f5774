using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

/// <summary>Steps that go across channels, against the CPU's methods.</summary>
public sealed unsafe class ChannelStepTests
{
    [Theory]
    [InlineData(1, 1, 2, 1)]
    [InlineData(33, 3, 2, 5)]
    [InlineData(2, 5, 4, 40)]
    public void Maxout_takes_the_largest_piece_and_gives_the_first_of_them_the_gradient(int samples, int channels, int pieces, int positions)
    {
        int outputs = channels * positions, values = outputs * pieces;
        using LaneTensor x = LaneTensor.Random(samples, values, 1), y = LaneTensor.Empty(samples, outputs), dy = LaneTensor.Random(samples, outputs, 2), dx = LaneTensor.Empty(samples, values);
        for (int i = 0; i < x.Stride * x.Tiles; i++) x.Tile(0)[i] = MathF.Round(x.Tile(0)[i] * 2) / 2;
        x.Tile(0)[0] = float.NaN;
        BatchMemory memory = new(samples);
        int from = memory.Buffer(x), to = memory.Buffer(outputs), gradient = memory.Buffer(dy);
        memory.Run(frame =>
        {
            Maxouts.Forward(frame, from, to, channels, pieces, positions);
            Maxouts.Backward(frame, from, to, gradient, from, channels, pieces, positions);
        });
        for (int tile = 0; tile < x.Tiles; tile++)
        {
            Maxout.Forward(x.Tile(tile), y.Tile(tile), channels, pieces, positions);
            Maxout.Backward(x.Tile(tile), y.Tile(tile), dy.Tile(tile), dx.Tile(tile), channels, pieces, positions);
        }

        memory.Read(to, outputs).ShouldMatch(y.Unpack(), Tolerances.Exact);
        memory.Read(from, values).ShouldMatch(dx.Unpack(), Tolerances.Exact);
        memory.Untouched().ShouldAllBe(value => float.IsNaN(value));
    }

    [Theory]
    [InlineData(33, 6, 3, 5, 0.75f)]
    [InlineData(2, 3, 40, 2, 0.75f)]
    [InlineData(31, 4, 1, 7, 0.6f)]
    public void Local_responses_are_the_CPUs(int samples, int channels, int positions, int size, float beta)
    {
        const float alpha = 0.3f, k = 1.5f;
        int values = channels * positions;
        using LaneTensor x = LaneTensor.Random(samples, values, 1), scales = LaneTensor.Empty(samples, values), y = LaneTensor.Empty(samples, values);
        using LaneTensor dy = LaneTensor.Random(samples, values, 2), dx = LaneTensor.Empty(samples, values);
        BatchMemory memory = new(samples);
        int from = memory.Buffer(x), sums = memory.Buffer(values), to = memory.Buffer(values), gradient = memory.Buffer(dy);
        memory.Run(frame =>
        {
            LocalResponses.Forward(frame, from, sums, to, channels, positions, size, alpha, beta, k);
            LocalResponses.Backward(frame, from, sums, to, gradient, gradient, channels, positions, size, alpha, beta);
        });
        for (int tile = 0; tile < x.Tiles; tile++)
        {
            LocalResponse.Forward(x.Tile(tile), scales.Tile(tile), y.Tile(tile), channels, positions, size, alpha, beta, k);
            LocalResponse.Backward(x.Tile(tile), scales.Tile(tile), y.Tile(tile), dy.Tile(tile), dx.Tile(tile), channels, positions, size, alpha, beta);
        }

        memory.Read(to, values).ShouldMatch(y.Unpack(), Tolerances.Curve, "result");
        memory.Read(gradient, values).ShouldMatch(dx.Unpack(), Tolerances.Curve, "gradient");
        memory.Untouched().ShouldAllBe(value => float.IsNaN(value));
    }

    [Theory]
    [InlineData(33, 2, 4, 6, 5, 2, 3, 2, 2)]
    [InlineData(2, 3, 5, 7, 3, 3, 3, 2, 3)]
    [InlineData(1, 1, 2, 40, 2, 2, 40, 1, 1)]
    public void A_padded_shortcut_takes_every_strideth_position_and_new_channels_are_zero(
        int samples, int channels, int height, int width, int outputChannels, int outputHeight, int outputWidth, int strideY, int strideX)
    {
        int values = channels * height * width, outputs = outputChannels * outputHeight * outputWidth;
        using LaneTensor x = LaneTensor.Random(samples, values, 1), y = LaneTensor.Empty(samples, outputs);
        using LaneTensor dy = LaneTensor.Random(samples, outputs, 2), dx = LaneTensor.Empty(samples, values);
        BatchMemory memory = new(samples);
        int from = memory.Buffer(x), to = memory.Buffer(outputs), gradient = memory.Buffer(dy), back = memory.Buffer(values);
        memory.Run(frame =>
        {
            PaddedShortcuts.Forward(frame, from, to, channels, height, width, outputChannels, outputHeight, outputWidth, strideY, strideX);
            PaddedShortcuts.Backward(frame, gradient, back, channels, height, width, outputChannels, outputHeight, outputWidth, strideY, strideX);
        });
        for (int tile = 0; tile < x.Tiles; tile++)
        {
            PaddedShortcut.Forward(x.Tile(tile), y.Tile(tile), channels, height, width, outputChannels, outputHeight, outputWidth, strideY, strideX);
            PaddedShortcut.Backward(dy.Tile(tile), dx.Tile(tile), channels, height, width, outputChannels, outputHeight, outputWidth, strideY, strideX);
        }

        memory.Read(to, outputs).ShouldMatch(y.Unpack(), Tolerances.Exact);
        memory.Read(back, values).ShouldMatch(dx.Unpack(), Tolerances.Exact);
        memory.Untouched().ShouldAllBe(value => float.IsNaN(value));
    }
}
