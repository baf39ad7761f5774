using ILGPU;
using ILGPU.Runtime;
using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Engine;

public sealed class DeviceTests
{
    [Fact]
    public void No_driver_says_where_one_comes_from() =>
        new DriverState(IsThere: false).WhyNoDevice(visible: null)!.ShouldBe(
            $"There is no GPU to use: NVIDIA's driver library {(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1")} was not found. It comes with the driver (nvidia-smi shows whether that is installed); "
            + "a container sees it when it is started with the GPUs, as by docker run --gpus all. Without a GPU, leave the device out: networks then run on the processor.");

    [Fact]
    public void A_driver_that_does_not_start_is_named_with_its_error() =>
        new DriverState(true, Started: 803, Error: "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH (803)").WhyNoDevice(null)!
            .ShouldStartWith("NVIDIA's driver does not start: CUDA_ERROR_SYSTEM_DRIVER_MISMATCH (803). After an update of the driver, restarting the machine usually mends it.");

    [Fact]
    public void A_driver_without_devices_tells_what_may_hide_them()
    {
        new DriverState(true, Started: 100, Version: 13000).WhyNoDevice(null)!.ShouldStartWith("NVIDIA's driver (CUDA 13.0) sees no device. Without a GPU");
        new DriverState(true, Version: 12040).WhyNoDevice("")!.ShouldStartWith("NVIDIA's driver (CUDA 12.4) sees no device. The environment variable CUDA_VISIBLE_DEVICES is \"\", which may hide it.");
        new DriverState(true, Version: 12040, Devices: 1).WhyNoDevice(null).ShouldBeNull();
    }

    [Fact]
    public void A_driver_too_old_for_a_device_is_named_with_it() =>
        new DriverState(true, Version: 11020, Devices: 1).TooOld("NVIDIA H200").ShouldBe(
            "NVIDIA H200 cannot be used with this driver, which speaks CUDA 11.2: that is older than the device's instruction set needs. A newer driver from NVIDIA mends it.");

    [Fact]
    public void The_default_device_is_the_first_or_the_reason_why_there_is_none()
    {
        if (GpuDevice.All is [GpuDevice first, ..]) GpuDevice.Default.ShouldBe(first);
        else Should.Throw<GpuException>(() => GpuDevice.Default).Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void Networks_that_share_a_device_do_not_see_each_other()
    {
        using GpuDevice device = GpuDevice.OfCpu();
        using var first = new EnginePair<ThreeToFive>(device: device);
        using var second = new EnginePair<SixteenToTwo>(device: device);
        for (int step = 0; step < 2; step++)
        {
            first.Engine.Begin(first.Batch(first.Rows(20)), new Sgd(0.1f), first.Step(step));
            second.Engine.Train(second.Batch(second.Rows(30)), new Sgd(0.1f), second.Step(step));
            first.Engine.End();
            first.Truth.Train(first.Batch(first.Rows(20)), new Sgd(0.1f), first.Step(step));
            second.Truth.Train(second.Batch(second.Rows(30)), new Sgd(0.1f), second.Step(step));
        }

        first.ParametersShouldAgree();
        second.ParametersShouldAgree();
    }

    [Fact]
    public void A_device_lives_until_its_last_network_has_gone()
    {
        GpuDevice device = GpuDevice.OfCpu();
        var pair = new EnginePair<ThreeToFive>(device: device);
        device.Dispose();
        pair.Engine.Train(pair.Batch(pair.Rows(4)), new Sgd(), pair.Step());
        device.Accelerator.IsDisposed.ShouldBeFalse();
        Should.Throw<ObjectDisposedException>(() => new EnginePair<ThreeToFive>(device: device));
        pair.Dispose();
        device.Accelerator.IsDisposed.ShouldBeTrue();
        device.Dispose();
    }

    [Fact]
    public void A_network_that_was_disposed_of_does_nothing_more()
    {
        using GpuDevice device = GpuDevice.OfCpu();
        var pair = new EnginePair<ThreeToFive>(device: device);
        pair.Engine.Begin(pair.Batch(pair.Rows(4)), new Sgd(), pair.Step());
        pair.Dispose();
        pair.Dispose();
        Should.Throw<ObjectDisposedException>(() => pair.Engine.End());
        Should.Throw<ObjectDisposedException>(() => pair.Parameter(0));
        Should.Throw<ObjectDisposedException>(() => pair.Engine.Infer(pair.Batch(pair.Rows(4)), []));
    }

    [Fact]
    public void A_kernel_that_does_not_compile_is_named()
    {
        using GpuDevice device = GpuDevice.OfCpu();
        string message = Should.Throw<GpuException>(() => device.LauncherOf<Action<AcceleratorStream, KernelConfig, ArrayView<int>, int>>(((Action<ArrayView<int>, int>)Unfit).Method)).Message;
        message.ShouldStartWith($"The kernel DeviceTests.Unfit does not compile for {device.Name}: ");
        message.ShouldEndWith("Where it is not one of your own, please report this as an error of NetArch.");
    }

    [Fact]
    public void The_processor_is_no_cuda_device()
    {
        using GpuDevice device = GpuDevice.OfCpu();
        device.ToString().ShouldBe(device.Name);
        device.ComputeCapability.ShouldBeNull();
        device.ClockMegahertz.ShouldBe(0);
        device.Multiprocessors.ShouldBe(1);
        device.MemoryBytes.ShouldBeGreaterThan(0);
    }

    private static void Unfit(ArrayView<int> view, int value) => view[Group.IdxX] = new List<int> { value }.Count;
}
