using System.Reflection;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Util;
using NetArch.IlgpuEmulation.Execution;

namespace ILGPU.Runtime;

/// <summary>A device in use: allocates, makes streams, loads kernels.</summary>
public abstract class Accelerator : DisposeBase
{
    private readonly HashSet<AcceleratorObject> children = [];
    private AcceleratorStream? defaultStream;

    private protected Accelerator(Context context, Device device)
    {
        Context = context;
        Device = device;
    }

    public Context Context { get; }

    public Device Device { get; }

    public AcceleratorStream DefaultStream => defaultStream ??= CreateStreamInternal();

    public AcceleratorType AcceleratorType => Device.AcceleratorType;

    public string Name => Device.Name;

    public long MemorySize => Device.MemorySize;

    public Index3D MaxGridSize => Device.MaxGridSize;

    public Index3D MaxGroupSize => Device.MaxGroupSize;

    public int MaxNumThreadsPerGroup => Device.MaxNumThreadsPerGroup;

    public int MaxSharedMemoryPerGroup => Device.MaxSharedMemoryPerGroup;

    public int MaxConstantMemory => Device.MaxConstantMemory;

    public int WarpSize => Device.WarpSize;

    public int NumMultiprocessors => Device.NumMultiprocessors;

    public int MaxNumThreadsPerMultiprocessor => Device.MaxNumThreadsPerMultiprocessor;

    public int MaxNumThreads => Device.MaxNumThreads;

    /// <summary>Allocates memory. On a device its content is open; here it is all 0xFF.</summary>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate1D<T>(long length)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new MemoryBuffer1D<T, Stride1D.Dense>(this, length);
    }

    public AcceleratorStream CreateStream()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return CreateStreamInternal();
    }

    /// <summary>Makes it the accelerator of the calling thread; here every thread may use every one.</summary>
    public void Bind() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    /// <summary>Waits until all work is done.</summary>
    public void Synchronize() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    /// <summary>Checks that a kernel can be compiled, and prepares it.</summary>
    public CompiledKernel CompileKernel(in EntryPointDescription entry) => CompileKernel(entry, KernelSpecialization.Empty);

    public CompiledKernel CompileKernel(in EntryPointDescription entry, in KernelSpecialization specialization)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return new CompiledKernel(Context, entry, specialization, KernelProgram.Of(entry.MethodSource, Context.Properties));
    }

    public Kernel LoadKernel(CompiledKernel kernel) => new CPUKernel(this, kernel);

    /// <summary>Loads a kernel that takes its indices from <see cref="Grid"/> and <see cref="Group"/>.</summary>
    public Kernel LoadKernel(MethodInfo method) => LoadKernel(method, KernelSpecialization.Empty);

    public Kernel LoadKernel(MethodInfo method, KernelSpecialization specialization) =>
        LoadKernel(CompileKernel(EntryPointDescription.FromExplicitlyGroupedKernel(method), specialization));

    public TDelegate LoadKernel<TDelegate>(MethodInfo method)
        where TDelegate : Delegate => LoadKernel(method).CreateLauncherDelegate<TDelegate>();

    public TDelegate LoadKernel<TDelegate>(MethodInfo method, KernelSpecialization specialization)
        where TDelegate : Delegate => LoadKernel(method, specialization).CreateLauncherDelegate<TDelegate>();

    public override string ToString() => Device.ToString();

    internal void Adopt(AcceleratorObject child)
    {
        lock (children)
            children.Add(child);
    }

    internal void Release(AcceleratorObject child)
    {
        lock (children)
            children.Remove(child);
    }

    /// <summary>Refuses an object of another accelerator.</summary>
    internal void Own(AcceleratorObject child)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ObjectDisposedException.ThrowIf(child.IsDisposed, child);
        if (!ReferenceEquals(child.Accelerator, this))
            throw new ArgumentException($"This {child.GetType().Name} belongs to another accelerator.");
    }

    private protected abstract AcceleratorStream CreateStreamInternal();

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        AcceleratorObject[] all;
        lock (children)
            all = [.. children];
        foreach (AcceleratorObject child in all)
            child.Dispose();
    }
}
