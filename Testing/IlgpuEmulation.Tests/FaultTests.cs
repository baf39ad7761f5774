#if !ILGPU_PACKAGE
using NetArch.IlgpuEmulation.Execution;

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>What a running kernel must not do, and the message that says so.</summary>
public sealed class FaultTests
{
    public record struct Float4(float X, float Y, float Z, float W);

    private static void PastTheEnd(ArrayView<float> data) => data[Group.IdxX + 1] = 0;

    private static void BeforeASubView(ArrayView<float> data) => data.SubView(2, 2)[Group.IdxX - 1] = 0;

    private static void SubViewTooLong(ArrayView<float> data) => data.SubView(2, 3)[0] = 0;

    private static void EmptySubViewAtTheEnd(ArrayView<float> data) => data[0] = data.SubView(4, 0).Length;

    private static void Misaligned(ArrayView<float> data) => data[0] = data.SubView(1, 4).Cast<Float4>()[0].X;

    private static void FalsePromise(ArrayView<float> data) => data[0] = data.SubView(2, 4).AsAligned(16)[0];

    private static void BarrierOfHalf(ArrayView<float> data)
    {
        if (Group.IdxX < 32)
            Group.Barrier();
        data[0] = 1;
    }

    private static void TwoBarriers(ArrayView<float> data)
    {
        if (Group.IdxX % 2 == 0)
            Group.Barrier();
        else
            Warp.Barrier();
        data[0] = 1;
    }

    private static void ShuffleAfterReturn(ArrayView<float> data)
    {
        if (Group.IdxX == 7)
            return;
        data[Group.IdxX] = Warp.ShuffleXor(data[Group.IdxX], 1);
    }

    private static void ShuffleOutOfTheWarp(ArrayView<float> data) => data[0] = Warp.Shuffle(data[0], 32);

    private static void ShuffleInHalfAWarp(ArrayView<float> data) => data[0] = Warp.ShuffleDown(data[0], 1);

    private static void TooMuchShared(ArrayView<float> data) => data[0] = SharedMemory.Allocate<float>(12 * 1024 + 1)[0];

    private static void SharedInABranch(ArrayView<float> data)
    {
        ArrayView<float> shared = Group.IdxX == 0 ? SharedMemory.Allocate<float>(4) : SharedMemory.Allocate<float>(8);
        data[0] = shared[0];
    }

    private static void NoDynamicShared(ArrayView<float> data) => data[0] = SharedMemory.GetDynamic<float>()[0];

    private static void FreshShared(ArrayView<float> data) => data[Group.IdxX] = SharedMemory.Allocate<float>(4)[Group.IdxX];

    [Fact]
    public void An_index_past_the_end_is_refused() => Fault(PastTheEnd, threads: 4, length: 4)
        .ShouldBe("Kernel PastTheEnd, group (0, 0, 0), thread (3, 0, 0): index 4 is outside a view of 4 x Single.");

    [Fact]
    public void A_negative_index_is_refused_even_where_the_buffer_goes_on() => Fault(BeforeASubView, 1, 4)
        .ShouldContain("index -1 of a view of 2 x Single is negative. On a GPU it is taken as an unsigned number");

    [Fact]
    public void A_sub_view_outside_its_view_is_refused() => Fault(SubViewTooLong, 1, 4)
        .ShouldContain("a sub-view of 3 x Single at index 2 is outside its view of 4");

    [Fact]
    public void An_empty_sub_view_at_the_end_is_refused_as_ILGPU_refuses_it() => Fault(EmptySubViewAtTheEnd, 1, 4)
        .ShouldContain("a sub-view of 0 x Single at index 4 is outside its view of 4");

    [Fact]
    public void A_vector_access_at_an_odd_address_is_refused() => Fault(Misaligned, 1, 8)
        .ShouldContain("a view of Float4 starts 4 bytes past a multiple of 16");

    [Fact]
    public void A_false_promise_of_alignment_is_refused() => Fault(FalsePromise, 1, 8)
        .ShouldContain("starts 8 bytes past a multiple of 16");

    [Fact]
    public void A_barrier_that_only_some_threads_reach_names_them() => Fault(BarrierOfHalf, 64, 1)
        .ShouldMatch(@"Kernel BarrierOfHalf, group \(0, 0, 0\): not every thread of a group comes to the same place: threads 0\.\.31 are at Group\.Barrier in FaultTests\.BarrierOfHalf at IL_[0-9A-F]{4}; threads 32\.\.63 have returned\.");

    [Fact]
    public void Different_waits_of_a_warp_name_the_threads() => Fault(TwoBarriers, 4, 1)
        .ShouldMatch(@"not every thread of a warp .*: threads 0, 2 are at Group\.Barrier .*; threads 1, 3 are at Warp\.Barrier");

    [Fact]
    public void A_shuffle_after_the_return_of_one_thread_names_it() => Fault(ShuffleAfterReturn, 32, 32)
        .ShouldMatch(@"threads 0\.\.6, 8\.\.31 are at Warp\.ShuffleXor .*; threads 7 have returned");

    [Fact]
    public void A_shuffle_from_outside_the_warp_is_refused() => Fault(ShuffleOutOfTheWarp, 32, 1)
        .ShouldContain("a shuffle asks for lane 32, outside the lanes 0..31");

    [Fact]
    public void A_shuffle_from_a_lane_that_is_not_there_is_refused() => Fault(ShuffleInHalfAWarp, 16, 1)
        .ShouldContain("a shuffle asks for lane 16, but the group ends with lane 15 of this warp");

    [Fact]
    public void More_static_shared_memory_than_48_KB_is_refused() => Fault(TooMuchShared, 1, 1)
        .ShouldContain("49156 bytes of shared memory, of 49152 that a group may allocate");

    [Fact]
    public void Shared_memory_allocated_differently_by_threads_is_refused() => Fault(SharedInABranch, 2, 1)
        .ShouldContain("allocation 0 of shared memory has 32 bytes here and 16 bytes in another thread");

    [Fact]
    public void Dynamic_shared_memory_that_nobody_asked_for_is_refused() => Fault(NoDynamicShared, 1, 1)
        .ShouldContain("its launch asked for none");

    [Fact]
    public void Fresh_memory_of_device_and_group_is_NaN()
    {
        using var device = new TestDevice();
        using var fresh = device.Accelerator.Allocate1D<float>(4);
        device.Download(fresh).ShouldAllBe(value => float.IsNaN(value));
        using var data = device.Upload(new float[4]);
        device.Accelerator.LoadKernel<ArrayView<float>>(FreshShared)(device.Stream, new KernelConfig(1, 4), data.View);
        device.Download(data).ShouldAllBe(value => float.IsNaN(value));
    }

    [Fact]
    public void A_launch_on_a_disposed_buffer_is_refused()
    {
        using var device = new TestDevice();
        var data = device.Upload(1f);
        var kernel = device.Accelerator.LoadKernel<ArrayView<float>>(PastTheEnd);
        ArrayView<float> view = data.View;
        data.Dispose();
        Should.Throw<ObjectDisposedException>(() => kernel(device.Stream, new KernelConfig(1, 1), view)).Message.ShouldContain("the buffer behind parameter 0 has been disposed");
    }

    [Fact]
    public void A_group_larger_than_the_device_allows_is_refused()
    {
        using var device = new TestDevice();
        using var data = device.Upload(1f);
        var kernel = device.Accelerator.LoadKernel<ArrayView<float>>(PastTheEnd);
        Should.Throw<ArgumentOutOfRangeException>(() => kernel(device.Stream, new KernelConfig(1, 257), data.View)).Message.ShouldContain("257 threads a group; 256 is the limit of the device");
    }

    [Fact]
    public void What_only_a_kernel_may_ask_is_refused_on_the_host() =>
        Should.Throw<InvalidKernelOperationException>(() => Group.IdxX).Message.ShouldContain("only inside a kernel");

    [Fact]
    public void A_copy_of_more_than_there_is_room_for_is_refused()
    {
        using var device = new TestDevice();
        using var data = device.Upload(1f);
        Should.Throw<ArgumentOutOfRangeException>(() => data.View.CopyFromCPU(device.Stream, [1f, 2f]));
    }

    [Fact]
    public void A_fault_leaves_the_device_usable()
    {
        Fault(BarrierOfHalf, 64, 1);
        Fault(BarrierOfHalf, 64, 1).ShouldContain("BarrierOfHalf");
        ThreadContextIsClear().ShouldBeTrue();
    }

    private static bool ThreadContextIsClear() => Should.Throw<InvalidKernelOperationException>(() => Grid.IdxX) is not null;

    private static string Fault(Action<ArrayView<float>> kernel, int threads, int length)
    {
        using var device = new TestDevice();
        using var data = device.Upload(new float[length]);
        var launcher = device.Accelerator.LoadKernel(kernel);
        return Should.Throw<KernelFaultException>(() => launcher(device.Stream, new KernelConfig(1, threads), data.View)).Message;
    }
}
#endif
