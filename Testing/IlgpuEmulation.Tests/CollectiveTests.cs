namespace NetArch.IlgpuEmulation.Tests;

/// <summary>Kernels whose threads wait for each other.</summary>
public sealed class CollectiveTests
{
    private static void ReverseGroup(ArrayView<int> data)
    {
        ArrayView<int> tile = SharedMemory.Allocate<int>(256);
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        tile[Group.IdxX] = data[i];
        Group.Barrier();
        data[i] = tile[Group.DimX - 1 - Group.IdxX];
    }

    private static void SumOfWarp(ArrayView<float> data, ArrayView<float> sums)
    {
        float value = data[Group.IdxX];
        for (int delta = 16; delta > 0; delta >>= 1)
            value += Warp.ShuffleDown(value, delta);
        if (Warp.LaneIdx == 0)
            sums[Warp.WarpIdx] = value;
    }

    private static void SumOfWarpInACallee(ArrayView<float> data, ArrayView<float> sums)
    {
        float total = 2 * WarpSum(data[Group.IdxX]) + WarpSum(1f);
        sums[Group.IdxX] = total;
    }

    private static float WarpSum(float value)
    {
        value += Warp.ShuffleXor(value, 16);
        value += Warp.ShuffleXor(value, 8);
        value += Warp.ShuffleXor(value, 4);
        value += Warp.ShuffleXor(value, 2);
        return value + Warp.ShuffleXor(value, 1);
    }

    [Fact]
    public void A_barrier_makes_writes_of_the_group_visible()
    {
        using var device = new TestDevice();
        using var data = device.Upload(Enumerable.Range(0, 512).ToArray());
        var kernel = device.Accelerator.LoadKernel<ArrayView<int>>(ReverseGroup);
        kernel(device.Stream, new KernelConfig(2, 256), data.View);
        device.Download(data).ShouldBe([.. Enumerable.Range(0, 256).Reverse(), .. Enumerable.Range(256, 256).Reverse()]);
    }

    [Fact]
    public void A_warp_sums_by_shuffles_in_a_loop()
    {
        using var device = new TestDevice();
        using var data = device.Upload(Enumerable.Range(0, 64).Select(i => (float)i).ToArray());
        using var sums = device.Upload(new float[2]);
        device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>>(SumOfWarp)(device.Stream, new KernelConfig(1, 64), data.View, sums.View);
        device.Download(sums).ShouldBe([496f, 1520f]);
    }

    [Fact]
    public void A_called_method_waits_with_values_of_its_caller_on_the_stack()
    {
        using var device = new TestDevice();
        using var data = device.Upload(Enumerable.Range(0, 32).Select(i => (float)i).ToArray());
        using var sums = device.Upload(new float[32]);
        device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>>(SumOfWarpInACallee)(device.Stream, new KernelConfig(1, 32), data.View, sums.View);
        device.Download(sums).ShouldBe(Enumerable.Repeat(2 * 496f + 32, 32));
    }
}
