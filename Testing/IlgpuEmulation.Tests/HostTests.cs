using System.Reflection;
using ILGPU.Backends.EntryPoints;

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>Buffers, views, streams and kernels as the host sees them.</summary>
public sealed class HostTests
{
    private static void Add(ArrayView<float> data, float value) => data[Grid.IdxX] += value;

    private static void Fourteen(ArrayView<int> output, int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m) =>
        output[0] = a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l + 13 * m;

    private static MethodInfo AddMethod => typeof(HostTests).GetMethod(nameof(Add), BindingFlags.Static | BindingFlags.NonPublic)!;

    [Fact]
    public void Parts_of_a_buffer_are_copied_filled_and_moved()
    {
        using var device = new TestDevice();
        using var buffer = device.Upload(1, 2, 3, 4, 5, 6, 7, 8);
        using var other = device.Accelerator.Allocate1D<int>(4);
        other.View.CopyFrom(device.Stream, buffer.View.SubView(2, 4));
        buffer.View.SubView(0, 2).MemSetToZero(device.Stream);
        buffer.View.SubView(6, 2).BaseView.MemSet(device.Stream, 0xFF);
        device.Download(other).ShouldBe([3, 4, 5, 6]);
        device.Download(buffer).ShouldBe([0, 0, 3, 4, 5, 6, -1, -1]);
        int[] part = new int[2];
        buffer.View.SubView(2, 2).CopyToCPU(device.Stream, part);
        part.ShouldBe([3, 4]);
    }

    [Fact]
    public void A_whole_buffer_is_filled_and_read_without_a_stream()
    {
        using var device = new TestDevice();
        using MemoryBuffer1D<double, Stride1D.Dense> buffer = device.Accelerator.Allocate1D<double>(3);
        buffer.MemSetToZero(device.Stream);
        device.Stream.Synchronize();
        buffer.GetAsArray1D().ShouldBe([0.0, 0.0, 0.0]);
        buffer.CopyFromCPU([1.0, 2.0, 3.0]);
        buffer.GetAsArray1D().ShouldBe([1.0, 2.0, 3.0]);
        buffer.LengthInBytes.ShouldBe(24);
        buffer.IntExtent.X.ShouldBe(3);
    }

    [Fact]
    public void Spans_and_references_are_copied_too()
    {
        using var device = new TestDevice();
        using var buffer = device.Accelerator.Allocate1D<float>(4);
        float[] host = [1, 2, 3, 4];
        buffer.View.CopyFromCPU(device.Stream, host.AsSpan(0, 2));
        buffer.View.SubView(2, 2).CopyFromCPU(device.Stream, ref host[2], 2);
        float[] back = new float[4];
        buffer.View.CopyToCPU(device.Stream, ref back[0], 4);
        device.Stream.Synchronize();
        back.ShouldBe(host);
    }

    [Fact]
    public void A_pinned_array_is_uploaded_through_its_view()
    {
        using var device = new TestDevice();
        using var buffer = device.Accelerator.Allocate1D<int>(3);
        using PageLockedArray1D<int> pinned = device.Accelerator.AllocatePageLocked1D<int>(3);
        for (int i = 0; i < 3; i++)
            pinned[i] = 10 * i;
        buffer.View.BaseView.CopyFrom(device.Stream, pinned.ArrayView);
        device.Download(buffer).ShouldBe([0, 10, 20]);
        buffer.View.CopyFromCPU(device.Stream, [7, 8, 9]);
        buffer.View.BaseView.CopyTo(device.Stream, pinned.ArrayView);
        device.Stream.Synchronize();
        pinned.GetArray().ShouldBe([7, 8, 9]);
    }

    [Fact]
    public void A_method_found_by_reflection_is_launched_by_a_typed_delegate()
    {
        using var device = new TestDevice();
        using var data = device.Upload(1f, 2f);
        Kernel kernel = device.Accelerator.LoadKernel(AddMethod);
        kernel.NumParameters.ShouldBe(2);
        kernel.CreateLauncherDelegate<Action<AcceleratorStream, KernelConfig, ArrayView<float>, float>>()(device.Stream, new KernelConfig(2, 1), data.View, 5f);
        device.Download(data).ShouldBe([6f, 7f]);
    }

    [Fact]
    public void A_compiled_kernel_is_launched_with_boxed_arguments()
    {
        using var device = new TestDevice();
        using var data = device.Upload(1f, 2f);
        var compiled = device.Accelerator.CompileKernel(EntryPointDescription.FromExplicitlyGroupedKernel(AddMethod), new KernelSpecialization(64, null));
        using Kernel kernel = device.Accelerator.LoadKernel(compiled);
        kernel.Launch(device.Stream, new KernelConfig(2, 1), data.View.BaseView, 1f);
        device.Download(data).ShouldBe([2f, 3f]);
    }

    [Fact]
    public void A_kernel_has_up_to_14_parameters()
    {
        using var device = new TestDevice();
        using var output = device.Upload(0);
        var kernel = device.Accelerator.LoadKernel<ArrayView<int>, int, int, int, int, int, int, int, int, int, int, int, int, int>(Fourteen);
        kernel(device.Stream, new KernelConfig(1, 1), output.View, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        device.Download(output)[0].ShouldBe(Enumerable.Range(1, 13).Sum(i => i * i));
    }

    [Fact]
    public void The_device_says_what_it_is()
    {
        using var device = new TestDevice();
        device.Accelerator.WarpSize.ShouldBe(32);
        device.Accelerator.MaxNumThreadsPerGroup.ShouldBe(256);
        device.Accelerator.NumMultiprocessors.ShouldBe(1);
        device.Accelerator.AcceleratorType.ShouldBe(AcceleratorType.CPU);
        device.Accelerator.Context.Devices.Length.ShouldBe(1);
    }
}
