using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

public sealed unsafe class DropoutTests
{
    private const ulong Seed = 0xFEDCBA9876543210;
    private const long Step = 0x1_F000_0003;
    private const int Layer = 3;
    private const float Probability = 0.4f;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 8)]
    [InlineData(33, 13)]
    [InlineData(31, 80)]
    public void Values_are_dropped_where_the_CPU_drops_them(int samples, int count)
    {
        using LaneTensor x = LaneTensor.Random(samples, count, 1), expected = LaneTensor.Random(samples, count, 1);
        BatchMemory memory = Memory(samples, dropout: true);
        int buffer = memory.Buffer(x), behind = memory.Buffer(1);
        memory.Run(frame => Dropouts.Drop(frame, buffer, count, Layer, Probability));
        OnCpu(expected, (frame, tile) => DropoutMask.Apply((CpuFrame*)frame, tile, expected.Tile(tile), 0, count, Layer, Probability));
        memory.Read(buffer, count).ShouldBe(expected.Unpack());
        memory.Read(behind, 1).ShouldAllBe(value => float.IsNaN(value));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(33, 9, 5)]
    [InlineData(2, 17, 70)]
    public void Channels_are_dropped_where_the_CPU_drops_them(int samples, int channels, int positions)
    {
        using LaneTensor x = LaneTensor.Random(samples, channels * positions, 1), expected = LaneTensor.Random(samples, channels * positions, 1);
        BatchMemory memory = Memory(samples, dropout: true);
        int buffer = memory.Buffer(x);
        memory.Run(frame => Dropouts.DropChannels(frame, buffer, channels, positions, Layer, Probability));
        OnCpu(expected, (frame, tile) => DropoutMask.ApplyChannels((CpuFrame*)frame, tile, expected.Tile(tile), channels, positions, Layer, Probability));
        memory.Read(buffer, channels * positions).ShouldBe(expected.Unpack());
    }

    [Fact]
    public void Nothing_is_dropped_in_evaluation()
    {
        using LaneTensor x = LaneTensor.Random(5, 8, 1);
        BatchMemory memory = Memory(5, dropout: false);
        int buffer = memory.Buffer(x);
        memory.Run(frame =>
        {
            Dropouts.Drop(frame, buffer, 8, Layer, Probability);
            Dropouts.DropChannels(frame, buffer, 4, 2, Layer, Probability);
        });
        memory.Read(buffer, 8).ShouldBe(x.Unpack());
    }

    [Fact]
    public void What_is_dropped_is_zero_even_where_it_was_not_a_number()
    {
        using LaneTensor x = LaneTensor.Random(33, 32, 1, mean: double.NaN);
        BatchMemory memory = Memory(33, dropout: true);
        int one = memory.Buffer(x), two = memory.Buffer(x);
        memory.Run(frame =>
        {
            Dropouts.Drop(frame, one, 32, Layer, Probability);
            Dropouts.DropChannels(frame, two, 32, 1, Layer, Probability);
        });
        memory.Read(one, 32).Count(value => value == 0).ShouldBeInRange(300, 550);
        memory.Read(one, 32).ShouldAllBe(value => value == 0 || float.IsNaN(value));
        memory.Read(two, 32).ShouldBe(memory.Read(one, 32));
    }

    private static int[] Indices(int samples) => [.. Enumerable.Range(0, samples).Select(i => 1000 - 7 * i)];

    private static BatchMemory Memory(int samples, bool dropout)
    {
        BatchMemory memory = new(samples) { Dropout = dropout, Indices = Indices(samples) };
        memory.Set(StepLayout.SeedLow, unchecked((int)(uint)Seed));
        memory.Set(StepLayout.SeedHigh, unchecked((int)(uint)(Seed >> 32)));
        memory.Set(StepLayout.Step, unchecked((int)(uint)Step));
        return memory;
    }

    private static void OnCpu(LaneTensor tensor, Action<nint, int> apply)
    {
        fixed (int* indices = Indices(tensor.Samples))
        {
            CpuFrame frame = tensor.Frame();
            frame.Indices = indices;
            frame.Seed = Seed;
            frame.Step = Step;
            frame.Dropout = true;
            for (int tile = 0; tile < tensor.Tiles; tile++) apply((nint)(&frame), tile);
        }
    }
}
