using NetArch.IlgpuEmulation;

namespace ILGPU.Runtime.Cuda;

/// <summary>A CUDA device. The emulation finds none, so there is never one.</summary>
public sealed class CudaDevice : Device
{
    private CudaDevice()
    {
    }

    public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;

    public int DeviceId => NoCuda.Answer<int>();

    public CudaDriverVersion DriverVersion => NoCuda.Answer<CudaDriverVersion>();

    public CudaArchitecture? Architecture => NoCuda.Answer<CudaArchitecture?>();

    public CudaInstructionSet? InstructionSet => NoCuda.Answer<CudaInstructionSet?>();

    public int ClockRate => NoCuda.Answer<int>();

    public int MemoryClockRate => NoCuda.Answer<int>();

    public int MemoryBusWidth => NoCuda.Answer<int>();

    public int L2CacheSize => NoCuda.Answer<int>();

    public int MaxSharedMemoryPerMultiprocessor => NoCuda.Answer<int>();

    public override Accelerator CreateAccelerator(Context context) => NoCuda.Answer<Accelerator>();
}

/// <summary>An accelerator of a CUDA device; never there.</summary>
public sealed class CudaAccelerator : Accelerator
{
    private CudaAccelerator(Context context, Device device) : base(context, device)
    {
    }

    public CudaArchitecture Architecture => NoCuda.Answer<CudaArchitecture>();

    public CudaInstructionSet InstructionSet => NoCuda.Answer<CudaInstructionSet>();

    public CudaDriverVersion DriverVersion => NoCuda.Answer<CudaDriverVersion>();

    public int ClockRate => NoCuda.Answer<int>();

    public int MemoryClockRate => NoCuda.Answer<int>();

    public int MemoryBusWidth => NoCuda.Answer<int>();

    public int L2CacheSize => NoCuda.Answer<int>();

    public int MaxSharedMemoryPerMultiprocessor => NoCuda.Answer<int>();

    public CudaStream CreateStream(StreamFlags flag) => NoCuda.Answer<CudaStream>();

    public long GetFreeMemory() => NoCuda.Answer<long>();

    private protected override AcceleratorStream CreateStreamInternal() => NoCuda.Answer<AcceleratorStream>();
}

/// <summary>A stream of a CUDA device; never there.</summary>
public sealed class CudaStream : AcceleratorStream
{
    private CudaStream(Accelerator accelerator) : base(accelerator)
    {
    }

    /// <summary>The driver's handle.</summary>
    public nint StreamPtr => NoCuda.Answer<nint>();

    public override void Synchronize() => NoCuda.Answer<int>();
}

/// <summary>A kernel loaded on a CUDA device; never there.</summary>
public sealed class CudaKernel : Kernel
{
    private CudaKernel(Accelerator accelerator, Backends.CompiledKernel compiledKernel) : base(accelerator, compiledKernel)
    {
    }

    /// <summary>The driver's handle of the module.</summary>
    public nint ModulePtr => NoCuda.Answer<nint>();

    /// <summary>The driver's handle of the function.</summary>
    public nint FunctionPtr => NoCuda.Answer<nint>();
}

/// <summary>Whether a stream waits for the driver's default stream.</summary>
public enum StreamFlags
{
    CU_STREAM_DEFAULT = 0,
    CU_STREAM_NON_BLOCKING = 1,
}

/// <summary>CUDA devices of a context: none.</summary>
public static class CudaContextExtensions
{
    public static Context.Builder Cuda(this Context.Builder builder) => builder;

    public static Context.Builder Cuda(this Context.Builder builder, Predicate<CudaDevice> predicate) => builder;

    public static CudaDevice GetCudaDevice(this Context context, int cudaDeviceIndex) => context.GetCudaDevices()[cudaDeviceIndex];

    public static Context.DeviceCollection<CudaDevice> GetCudaDevices(this Context context) => context.GetDevices<CudaDevice>();

    public static CudaAccelerator CreateCudaAccelerator(this Context context, int cudaDeviceIndex) =>
        (CudaAccelerator)context.GetCudaDevice(cudaDeviceIndex).CreateAccelerator(context);
}

/// <summary>What members of CUDA objects do, which the emulation never hands out.</summary>
internal static class NoCuda
{
    public static T Answer<T>() => throw new NotSupportedException("The emulation has no CUDA device. Build with -p:Gpu=true for ILGPU itself.");
}
