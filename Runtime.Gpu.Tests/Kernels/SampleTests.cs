using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

public sealed class SampleTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 31)]
    [InlineData(31, 32)]
    [InlineData(32, 33)]
    [InlineData(33, 75)]
    public void Samples_lie_side_by_side_and_lanes_without_one_are_zero(int samples, int count)
    {
        using LaneTensor x = LaneTensor.Random(samples, count, 1);
        BatchMemory memory = new(samples) { SampleValues = x.Unpack() };
        int to = memory.Buffer(count);
        memory.Run(frame => NetArch.Gpu.Samples.Pack(frame, to, count));
        memory.Read(to, count).ShouldBe(x.Unpack());
        memory.ReadPadding(to, count).ShouldAllBe(value => value == 0);
        memory.Untouched().ShouldAllBe(value => float.IsNaN(value));
    }

    [Theory]
    [InlineData(1, 33)]
    [InlineData(33, 7)]
    [InlineData(40, 64)]
    public void Traces_and_input_gradients_are_handed_out_sample_by_sample(int samples, int count)
    {
        using LaneTensor x = LaneTensor.Random(samples, count, 1);
        BatchMemory memory = new(samples);
        int from = memory.Buffer(x);
        memory.Run(frame => NetArch.Gpu.Samples.UnpackGradients(frame, from, count), outputs: count);
        memory.Handed.ShouldBe(x.Unpack());
        memory.Run(frame => NetArch.Gpu.Samples.Record(frame, 0, from, count), outputs: count);
        memory.Handed.ShouldBe(x.Unpack());
    }
}
