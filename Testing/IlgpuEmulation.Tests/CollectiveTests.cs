namespace NetArch.IlgpuEmulation.Tests;

/// <summary>Kernels whose threads wait for each other give the same results in whatever order groups and threads run.</summary>
public sealed class CollectiveTests
{
    public static TheoryData<string> Orders => TestDevice.Orders;

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_tiled_matrix_product_waits_twice_a_tile(string order)
    {
        using TestDevice device = TestDevice.Ordered(order);
        const int size = 16;
        float[] a = [.. Enumerable.Range(0, size * size).Select(i => (float)(i % 7 - 3))];
        float[] b = [.. Enumerable.Range(0, size * size).Select(i => (float)(i % 5 - 2))];
        using var left = device.Upload(a);
        using var right = device.Upload(b);
        using var product = device.Upload(new float[size * size]);
        var kernel = device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, int>(CollectiveKernels.MatrixProduct);
        kernel(device.Stream, new KernelConfig(new Index2D(2, 2), new Index2D(8, 8)), left.View, right.View, product.View, size);
        device.Download(product).ShouldBe(Enumerable.Range(0, size * size).Select(i => Enumerable.Range(0, size).Sum(k => a[i / size * size + k] * b[k * size + i % size])));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_reduction_takes_its_combination_and_its_shuffles_from_a_type_argument(string order)
    {
        using TestDevice device = TestDevice.Ordered(order);
        using var data = device.Upload(Enumerable.Range(0, 256).Select(i => (float)(i * 37 % 256)).ToArray());
        using var sums = device.Upload(new float[2]);
        using var largest = device.Upload(new float[2]);
        var config = new KernelConfig(2, 128, SharedMemoryConfig.RequestDynamic<float>(4));
        device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>>(CollectiveKernels.Reduce<CollectiveKernels.Sum>)(device.Stream, config, data.View, sums.View);
        device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>>(CollectiveKernels.Reduce<CollectiveKernels.Largest>)(device.Stream, config, data.View, largest.View);
        float[] values = device.Download(data);
        device.Download(sums).ShouldBe([values[..128].Sum(), values[128..].Sum()]);
        device.Download(largest).ShouldBe([values[..128].Max(), values[128..].Max()]);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void References_outlive_a_wait(string order)
    {
        using TestDevice device = TestDevice.Ordered(order);
        using var data = device.Upload(Enumerable.Range(0, 64).Select(i => (float)i).ToArray());
        device.Accelerator.LoadKernel<ArrayView<float>>(CollectiveKernels.References)(device.Stream, new KernelConfig(1, 64), data.View);
        device.Download(data).ShouldBe(Enumerable.Range(0, 64).Select(i => (float)((i + 2) % 64 + (i + 3) % 64)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    public void Values_on_the_stack_outlive_a_wait(int choice)
    {
        using var device = new TestDevice();
        using var data = device.Upload(Enumerable.Range(0, 32).ToArray());
        device.Accelerator.LoadKernel<ArrayView<int>, int>(CollectiveKernels.Stack)(device.Stream, new KernelConfig(1, 32), data.View, choice);
        device.Download(data).ShouldBe(Enumerable.Range(0, 32).Select(i => i * 1000 + 10 * (choice > 0 ? i ^ choice : Math.Max(i - 1, 0)) + 3 + 31 * 100_000 + (i & 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Waits_lie_in_switches_loops_and_before_returns(int mode)
    {
        using var device = new TestDevice();
        using var data = device.Upload(Enumerable.Range(0, 32).ToArray());
        device.Accelerator.LoadKernel<ArrayView<int>, int>(CollectiveKernels.Control)(device.Stream, new KernelConfig(1, 32), data.View, mode);
        device.Download(data).ShouldBe(Enumerable.Range(0, 32).Select(i => mode switch
        {
            0 => i + (i < 31 ? i + 1 : i),
            1 => -i,
            2 => 0,
            _ => (i + 8) % 32 + 4,
        }));
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_group_votes_and_one_thread_tells_all(string order)
    {
        using TestDevice device = TestDevice.Ordered(order);
        using var input = device.Upload(Enumerable.Range(0, 64).ToArray());
        using var output = device.Upload(new int[64]);
        device.Accelerator.LoadKernel<ArrayView<int>, ArrayView<int>>(CollectiveKernels.Votes)(device.Stream, new KernelConfig(1, 64), input.View, output.View);
        device.Download(output).ShouldBe(Enumerable.Repeat(53 + 10_000 + 300_000, 64));
    }

#if !ILGPU_PACKAGE
    [Fact]
    public void Groups_run_on_several_threads_of_the_host()
    {
        using var device = new TestDevice(new EmulationOptions { Workers = 3 });
        using var data = device.Upload(Enumerable.Range(0, 32 * 64).Select(i => (float)(i & 63)).ToArray());
        using var sums = device.Upload(new float[32]);
        var kernel = device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>>(CollectiveKernels.Reduce<CollectiveKernels.Sum>);
        kernel(device.Stream, new KernelConfig(32, 64, SharedMemoryConfig.RequestDynamic<float>(2)), data.View, sums.View);
        device.Download(sums).ShouldAllBe(sum => sum == 2016);
    }
#endif

    [Fact]
    public void Shuffles_stay_within_their_segments()
    {
        using var device = new TestDevice();
        using var data = device.Upload(new int[128]);
        device.Accelerator.LoadKernel<ArrayView<int>>(CollectiveKernels.Segments)(device.Stream, new KernelConfig(1, 32), data.View);
        int[] result = device.Download(data);
        int[] lanes = [.. Enumerable.Range(0, 32)];
        result[..32].ShouldBe(lanes.Select(i => i % 8 + 2 < 8 ? i + 2 : i));
        result[32..64].ShouldBe(lanes.Select(i => i % 16 - 3 >= 0 ? i - 3 : i));
        result[64..96].ShouldBe(lanes.Select(i => i ^ 1));
        result[96..].ShouldBe(lanes.Select(i => i / 8 * 8 + 2));
    }
}
