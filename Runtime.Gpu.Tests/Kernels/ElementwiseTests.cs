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
        GpuMemory memory = new(samples);
        int left = memory.Buffer(a), right = memory.Buffer(b), to = memory.Buffer(count);
        memory.Run(frame => Elementwise.Add<NetArch.Gpu.Relu>(frame, left, right, to, count));
        for (int tile = 0; tile < a.Tiles; tile++) LaneSums.Add<NetArch.Relu>(a.Tile(tile), b.Tile(tile), expected.Tile(tile), count);
        memory.Read(to, count).ShouldMatch(expected.Unpack(), Tolerances.Exact);
        memory.Untouched().ShouldAllBe(value => float.IsNaN(value));
    }
}
