using ILGPU;
using ILGPU.Runtime.Cuda;

namespace NetArch.Gpu;

/// <summary>The devices that CUDA knows, or why there are none. Looked for once in a process.</summary>
internal sealed record CudaDevices(IReadOnlyList<GpuDevice> Devices, string WhyNone)
{
    private static readonly Lazy<CudaDevices> Survey = new(Look);

    public static CudaDevices Found => Survey.Value;

    private static CudaDevices Look()
    {
        DriverState driver = DriverState.Ask();
        if (driver.WhyNoDevice(Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES")) is { } reason) return new([], reason);
        // All of them, those that ILGPU cannot write kernels for too, so that one can say why.
        Context context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).Cuda(_ => true).EnableAlgorithms());
        CudaDevice[] all = [.. context.GetCudaDevices()];
        GpuDevice[] usable = [.. all.Where(device => device.InstructionSet is not null).Select(device => GpuDevice.OfCuda(context, device))];
        string none = all is [CudaDevice first, ..] ? driver.TooOld(first.Name) : "ILGPU does not see the devices that NVIDIA's driver sees.";
        return new(usable, none);
    }
}
