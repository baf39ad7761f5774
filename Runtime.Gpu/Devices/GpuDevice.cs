using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace NetArch.Gpu;

/// <summary>A GPU that networks run on: <c>new LeNet(device: GpuDevice.Default)</c>.</summary>
/// <remarks>Several networks may share one, each with memory and streams of its own, and from threads of their own; kernels are compiled once
/// for all of them. Those that CUDA knows live as long as the process, and <see cref="Dispose"/> does nothing to them; another one is
/// released when it has been disposed of and the last of its networks too.</remarks>
public sealed partial class GpuDevice : ComputeDevice, IDisposable
{
    private readonly Context context;
    private readonly Device device;
    private readonly bool isShared;
    private readonly Lazy<Accelerator> accelerator;
    private readonly Func<Accelerator, DeviceLink> createLink;
    private readonly Lock gate = new();
    private int networks;
    private bool isDisposed, isReleased;

    private GpuDevice(Context context, Device device, bool isShared, Func<Accelerator, DeviceLink> createLink, Func<Accelerator> open)
    {
        (this.context, this.device, this.isShared, this.createLink) = (context, device, isShared, createLink);
        accelerator = new Lazy<Accelerator>(() => Open(open));
    }

    /// <summary>The first device that CUDA knows.</summary>
    /// <exception cref="GpuException">There is none that can be used; the message says why, and what would mend it.</exception>
    public static GpuDevice Default => CudaDevices.Found.Devices is [GpuDevice first, ..] ? first : throw new GpuException(CudaDevices.Found.WhyNone);

    /// <summary>All devices that CUDA knows and kernels can be written for, in its order; none where there is no driver.</summary>
    public static IReadOnlyList<GpuDevice> All => CudaDevices.Found.Devices;

    public override string Name => device.Name;

    public override long MemoryBytes => device.MemorySize;

    /// <summary>Its multiprocessors, and <see cref="ClockMegahertz"/> how fast they are at most: what its peak follows from.</summary>
    public int Multiprocessors => device.NumMultiprocessors;

    /// <summary>0 where it is the processor.</summary>
    public int ClockMegahertz => device is CudaDevice cuda ? cuda.ClockRate : 0;

    /// <summary>NVIDIA's number of what it can do, such as 9.0; null where it is the processor.</summary>
    public Version? ComputeCapability => device is CudaDevice { Architecture: { } architecture } ? new Version(architecture.Major, architecture.Minor) : null;

    internal Accelerator Accelerator => accelerator.Value;

    /// <summary>The processor, through ILGPU: kernels run there as they would on a GPU, and very slowly. For tests.</summary>
    public static GpuDevice OfCpu() => OfCpu(static accelerator => new HostLink(accelerator));

    /// <summary>A network's engine; generated code calls this.</summary>
    /// <exception cref="GpuException">Its weights do not fit on the device, or it has not the precision that is asked for.</exception>
    public INetworkEngine CreateEngine<TProgram>(NetworkDescription description, NetworkOptions options) where TProgram : IGpuProgram
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Precision == Precision.Tf32) CheckTensorCores();
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            networks++;
        }

        DeviceLink? link = null;
        try
        {
            Bind();
            link = createLink(Accelerator);
            return new GpuEngine(this, link, GpuSchedules.Of<TProgram>(), description, options);
        }
        catch
        {
            link?.Dispose();
            Release();
            throw;
        }
    }

    public void Dispose()
    {
        if (isShared) return;
        lock (gate) isDisposed = true;
        ReleaseUnused();
    }

    internal static GpuDevice OfCpu(Func<Accelerator, DeviceLink> createLink)
    {
        // A warp of 32 as on a GPU, and groups of 256 threads.
        var cpu = new CPUDevice(32, 8, 1);
        Context context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).CPU(cpu).EnableAlgorithms());
        return new GpuDevice(context, cpu, isShared: false, createLink, () => context.GetCPUDevice(0).CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel));
    }

    internal static GpuDevice OfCuda(Context context, CudaDevice cuda) => new(
        context, cuda, isShared: true, static accelerator => new CudaLink((CudaAccelerator)accelerator), () => cuda.CreateAccelerator(context));

    /// <summary>Makes it the device of the calling thread.</summary>
    internal void Bind() => Accelerator.Bind();

    /// <summary>A network has gone.</summary>
    internal void Release()
    {
        lock (gate) networks--;
        ReleaseUnused();
    }

    private void ReleaseUnused()
    {
        lock (gate)
        {
            if (!isDisposed || networks > 0 || isReleased) return;
            isReleased = true;
        }

        if (accelerator.IsValueCreated) Accelerator.Dispose();
        context.Dispose();
    }

    private Accelerator Open(Func<Accelerator> open)
    {
        try
        {
            return open();
        }
        catch (AcceleratorException exception)
        {
            throw new GpuException($"{Name} cannot be used: {exception.Message}. Another program may have it for itself, or have all its memory; nvidia-smi shows which do.", exception);
        }
    }

    private void CheckTensorCores()
    {
        if (ComputeCapability is not { Major: < 8 } old) return;
        throw new GpuException(string.Create(CultureInfo.InvariantCulture,
            $"{Name} has no tensor cores that multiply in TF32: its compute capability is {old}, and 8.0 or more is needed. Leave the precision at Float32."));
    }
}
