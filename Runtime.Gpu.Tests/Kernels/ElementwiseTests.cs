using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

public sealed unsafe class ElementwiseTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(31, 3)]
    [InlineData(32, 33)]
    [InlineData(33, 13)]
    public void A_sum_is_activated(int samples, int count)
    {
        using LaneTensor a = LaneTensor.Random(samples, count, 1), b = LaneTensor.Random(samples, count, 2), expected = LaneTensor.Empty(samples, count);
        BatchMemory memory = new(samples);
        int left = memory.Buffer(a), right = memory.Buffer(b), to = memory.Buffer(count);
        memory.Run(frame => Elementwise.Add<NetArch.Gpu.Relu>(frame, left, right, to, count));
        for (int tile = 0; tile < a.Tiles; tile++) LaneSums.Add<NetArch.Relu>(a.Tile(tile), b.Tile(tile), expected.Tile(tile), count);
        memory.Read(to, count).ShouldMatch(expected.Unpack(), Tolerances.Exact);
        memory.Untouched().ShouldAllBe(value => float.IsNaN(value));
    }

    [Theory]
    [InlineData(33, 5)]
    [InlineData(2, 41)]
    public void A_value_is_activated_in_place(int samples, int count)
    {
        using LaneTensor x = LaneTensor.Random(samples, count, 1);
        BatchMemory memory = new(samples);
        int at = memory.Buffer(x), behind = memory.Buffer(1);
        memory.Run(frame => Elementwise.Activate<NetArch.Gpu.Tanh>(frame, at, at, count));
        memory.Read(at, count).ShouldMatch([.. x.Unpack().Select(MathF.Tanh)], Tolerances.Curve);
        memory.Read(behind, 1).ShouldAllBe(value => float.IsNaN(value));
    }

    [Fact]
    public void Copies_are_exact_and_accumulation_adds_to_what_is_there()
    {
        const int samples = 33, count = 3;
        using LaneTensor x = LaneTensor.Random(samples, count, 1);
        BatchMemory memory = new(samples);
        int from = memory.Buffer(x), to = memory.Buffer(count);
        memory.Run(frame =>
        {
            Elementwise.Copy(frame, from, to, count);
            Elementwise.Accumulate(frame, from, to, count);
        });
        memory.Read(to, count).ShouldBe(x.Unpack().Select(value => value + value));
    }

    [Theory]
    [InlineData(0.5f, true)]
    [InlineData(0.5f, false)]
    [InlineData(0f, true)]
    public void A_gradient_passes_by_the_value_before_dropout_scaled_it(float probability, bool dropout)
    {
        const int samples = 33, count = 5;
        using LaneTensor dy = LaneTensor.Random(samples, count, 1), y = LaneTensor.Random(samples, count, 2), expected = LaneTensor.Empty(samples, count);
        BatchMemory memory = new(samples) { Dropout = dropout };
        int gradient = memory.Buffer(dy), value = memory.Buffer(y);
        memory.Run(frame => Elementwise.Differentiate<NetArch.Gpu.Tanh>(frame, gradient, value, gradient, count, probability));
        float scale = dropout ? 1 / (1 - probability) : 1;
        for (int tile = 0; tile < y.Tiles; tile++) Lanes.Differentiate<NetArch.Tanh>(dy.Tile(tile), y.Tile(tile), expected.Tile(tile), count, scale);
        memory.Read(gradient, count).ShouldMatch(expected.Unpack(), Tolerances.Rounding);
    }

    [Fact]
    public void The_identity_passes_a_gradient_without_a_value()
    {
        const int samples = 2, count = 5;
        using LaneTensor dy = LaneTensor.Random(samples, count, 1);
        BatchMemory memory = new(samples);
        int gradient = memory.Buffer(dy), to = memory.Buffer(count);
        memory.Run(frame => Elementwise.Differentiate<NetArch.Gpu.Identity>(frame, gradient, -1, to, count, 0));
        memory.Read(to, count).ShouldBe(dy.Unpack());
    }
}
