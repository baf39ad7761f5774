namespace NetArch.Runtime.Tests.Execution;

public sealed unsafe class ChannelDropoutTests
{
    private const int Samples = 17, Layer = 3;
    private const float Probability = 0.4f;

    [Theory]
    [InlineData(1, 5)]
    [InlineData(8, 1)]
    [InlineData(21, 6)]
    public void A_channel_is_dropped_where_the_value_of_its_index_would_be(int channels, int positions)
    {
        int[] indices = [.. Enumerable.Range(0, Samples).Select(i => 100 - 3 * i)];
        using LaneTensor x = LaneTensor.Random(Samples, channels * positions, 1), mask = LaneTensor.Random(Samples, channels, 2, mean: 1, deviation: 0);
        fixed (int* pointer = indices)
        {
            CpuFrame frame = Dropping(x, pointer);
            double[] before = x.Expect((n, i) => x[n, i]);
            for (int tile = 0; tile < x.Tiles; tile++)
            {
                DropoutMask.Apply(&frame, tile, mask.Tile(tile), 0, channels, Layer, Probability);
                DropoutMask.ApplyChannels(&frame, tile, x.Tile(tile), channels, positions, Layer, Probability);
            }

            int values = channels * positions;
            x.Unpack().ShouldBe([.. before.Select((value, k) => (float)value * mask[k / values, k % values / positions])]);
        }
    }

    [Fact]
    public void A_share_of_the_probability_is_dropped()
    {
        int[] indices = [.. Enumerable.Range(0, Samples)];
        using LaneTensor x = LaneTensor.Random(Samples, 1000, 1, mean: 1, deviation: 0);
        fixed (int* pointer = indices)
        {
            CpuFrame frame = Dropping(x, pointer);
            for (int tile = 0; tile < x.Tiles; tile++) DropoutMask.ApplyChannels(&frame, tile, x.Tile(tile), 500, 2, Layer, Probability);
        }

        float[] found = x.Unpack();
        (found.Count(value => value == 0) / (double)found.Length).ShouldBe(Probability, Numerics.Tolerances.DroppedShare(Probability, found.Length / 2));
        found.Where(value => value != 0).ShouldAllBe(value => value == 1 / (1 - Probability));
    }

    [Fact]
    public void What_is_dropped_is_zero_even_where_it_was_infinite()
    {
        int[] indices = [.. Enumerable.Range(0, Samples)];
        using LaneTensor x = LaneTensor.Random(Samples, 64, 1, mean: double.PositiveInfinity, deviation: 0);
        fixed (int* pointer = indices)
        {
            CpuFrame frame = Dropping(x, pointer);
            for (int tile = 0; tile < x.Tiles; tile++) DropoutMask.ApplyChannels(&frame, tile, x.Tile(tile), 64, 1, Layer, Probability);
        }

        x.Unpack().ShouldAllBe(value => value == 0 || float.IsPositiveInfinity(value));
    }

    [Fact]
    public void Nothing_changes_while_dropout_is_off()
    {
        using LaneTensor x = LaneTensor.Random(Samples, 20, 1);
        float[] before = x.Unpack();
        CpuFrame frame = x.Frame();
        DropoutMask.ApplyChannels(&frame, 0, x.Tile(0), 10, 2, Layer, Probability);
        x.Unpack().ShouldBe(before);
    }

    private static CpuFrame Dropping(LaneTensor x, int* indices)
    {
        CpuFrame frame = x.Frame();
        (frame.Dropout, frame.Seed, frame.Step) = (true, 0x123456789ABCDEF, 7);
        frame.Indices = indices;
        return frame;
    }
}
