namespace NetArch.IlgpuEmulation.Tests;

/// <summary>Kernels whose threads never wait for each other.</summary>
public sealed class PlainKernelTests
{
    private static void Scale(ArrayView<float> x, ArrayView<float> y, float factor)
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < x.IntLength)
            y[i] = factor * x[i];
    }

    private static void Positions(ArrayView<int> output)
    {
        int thread = (Group.IdxZ * Group.DimY + Group.IdxY) * Group.DimX + Group.IdxX;
        int group = (Grid.IdxZ * Grid.DimY + Grid.IdxY) * Grid.DimX + Grid.IdxX;
        output[group * (Group.DimX * Group.DimY * Group.DimZ) + thread] = 1000 * Grid.LinearIndex + Group.LinearIndex;
    }

    [Fact]
    public void A_kernel_runs_once_for_every_thread_of_every_group()
    {
        using var device = new TestDevice();
        float[] input = [.. Enumerable.Range(0, 100).Select(i => (float)i)];
        using var x = device.Upload(input);
        using var y = device.Upload(new float[100]);
        var kernel = device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, float>(Scale);
        kernel(device.Stream, new KernelConfig(4, 32), x.View, y.View, 3f);
        device.Download(y).ShouldBe(input.Select(value => 3 * value));
    }

    [Fact]
    public void Grids_and_groups_have_three_dimensions()
    {
        using var device = new TestDevice();
        using var output = device.Upload(new int[24 * 12]);
        var kernel = device.Accelerator.LoadKernel<ArrayView<int>>(Positions);
        kernel(device.Stream, new KernelConfig(new Index3D(2, 3, 4), new Index3D(2, 3, 2)), output.View);
        device.Download(output).ShouldBe(Enumerable.Range(0, 24).SelectMany(group => Enumerable.Range(0, 12).Select(thread => 1000 * group + thread)));
    }
}
