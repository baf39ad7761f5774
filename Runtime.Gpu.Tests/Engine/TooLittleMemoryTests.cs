using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Engine;

public sealed class TooLittleMemoryTests
{
    [Fact]
    public void A_batch_that_does_not_fit_says_what_it_takes_and_which_would_fit()
    {
        FakeLink? link = null;
        using GpuDevice device = GpuDevice.OfCpu(accelerator => link = new FakeLink(accelerator) { TotalBytes = 1_000_000 });
        using var pair = new EnginePair<ThreeToFive>(samples: 40_000, device: device);
        string message = Should.Throw<GpuException>(() => pair.Engine.Train(pair.Batch(pair.Rows(30_000)), new Adam(), pair.Step())).Message;
        message.ShouldStartWith("ThreeToFive does not fit on CPUAccelerator: by its plan, training in batches of 30000 takes ");
        message.ShouldMatch(@"takes \d+\.\d MB of the device's memory, and \d+\.\d MB are free beside the \d+\.\d MB of its weights\. A batch of \d+ fits\. \(CUDA_ERROR_OUT_OF_MEMORY\)$");
        int fits = int.Parse(System.Text.RegularExpressions.Regex.Match(message, @"A batch of (\d+) fits").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        fits.ShouldBeInRange(100, 29_999);
    }

    [Fact]
    public void A_network_goes_on_with_smaller_batches()
    {
        FakeLink? link = null;
        using GpuDevice device = GpuDevice.OfCpu(accelerator => link = new FakeLink(accelerator));
        using var pair = new EnginePair<ThreeToFive>(samples: 4_000, device: device);
        pair.Engine.Train(pair.Batch(pair.Rows(20)), new Sgd(0.1f), pair.Step());
        pair.Truth.Train(pair.Batch(pair.Rows(20)), new Sgd(0.1f), pair.Step());
        link!.TotalBytes = link.TotalBytes - link.FreeBytes + 100_000;
        Should.Throw<GpuException>(() => pair.Engine.Train(pair.Batch(pair.Rows(3_000)), new Sgd(0.1f), pair.Step(1)));
        pair.ParametersShouldAgree();
        link.TotalBytes = long.MaxValue;
        pair.Engine.Train(pair.Batch(pair.Rows(20)), new Sgd(0.1f), pair.Step(1));
        pair.Truth.Train(pair.Batch(pair.Rows(20)), new Sgd(0.1f), pair.Step(1));
        pair.ParametersShouldAgree();
    }

    [Fact]
    public void Weights_that_do_not_fit_are_told_of_when_the_network_is_made()
    {
        using GpuDevice device = GpuDevice.OfCpu(accelerator => new FakeLink(accelerator) { TotalBytes = 500 });
        Should.Throw<GpuException>(() => new EnginePair<ThreeToFive>(device: device)).Message.ShouldContain("Not even a batch of 1 fits: a smaller network does, or a device with more memory.");
    }
}
