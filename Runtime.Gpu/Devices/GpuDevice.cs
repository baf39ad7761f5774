using System.Collections.Concurrent;
using System.Reflection;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace NetArch.Gpu;

/// <summary>A device that kernels run on, with those that were loaded for it.</summary>
public sealed partial class GpuDevice : IDisposable
{
    private readonly ConcurrentDictionary<MethodInfo, Delegate> kernels = new();
    private readonly Context context;

    private GpuDevice(Context context, Accelerator accelerator)
    {
        this.context = context;
        Accelerator = accelerator;
    }

    internal Accelerator Accelerator { get; }

    /// <summary>ILGPU's accelerator on the processor: slow, for tests.</summary>
    public static GpuDevice OfCpu()
    {
        Context context = Context.Create(builder => builder.CPU(new CPUDevice(32, 8, 1)).EnableAlgorithms());
        return new GpuDevice(context, context.GetCPUDevice(0).CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel));
    }

    public void Dispose()
    {
        Accelerator.Dispose();
        context.Dispose();
    }

    private Delegate Find(MethodInfo method, Func<Delegate> load) => kernels.TryGetValue(method, out Delegate? known)
        ? known
        : kernels.GetOrAdd(method, _ => load());
}
