using ILGPU.Algorithms;
using ILGPU.Runtime.CPU;
#if !ILGPU_PACKAGE
using NetArch.IlgpuEmulation;
#endif

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>A CPU device with warps of 32 and groups of up to 256 threads: of the emulation, or with -p:Gpu=true of ILGPU.</summary>
internal sealed class TestDevice : IDisposable
{
    private readonly Context context;

    public TestDevice() : this(_ => { })
    {
    }

#if !ILGPU_PACKAGE
    public TestDevice(EmulationOptions options) : this(builder => builder.Emulation(options))
    {
    }
#endif

    /// <summary>The orders that groups and threads can run in; ILGPU has only its own.</summary>
#if ILGPU_PACKAGE
    public static TheoryData<string> Orders => new("forward");

    public static TestDevice Ordered(string order) => new();
#else
    public static TheoryData<string> Orders => new("forward", "reverse", "shuffled:1", "shuffled:2");

    public static TestDevice Ordered(string order) => new(EmulationOptions.Parse("order=" + order));
#endif

    private TestDevice(Action<Context.Builder> configure)
    {
        context = Context.Create(builder => configure(builder.CPU(new CPUDevice(32, 8, 1)).EnableAlgorithms().Optimize(OptimizationLevel.O2)));
        Accelerator = context.GetCPUDevice(0).CreateCPUAccelerator(context, CPUAcceleratorMode.Parallel);
        Stream = Accelerator.CreateStream();
    }

    public Accelerator Accelerator { get; }

    public AcceleratorStream Stream { get; }

    public MemoryBuffer1D<T, Stride1D.Dense> Upload<T>(params T[] data)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = Accelerator.Allocate1D<T>(data.Length);
        buffer.View.CopyFromCPU(Stream, data);
        return buffer;
    }

    public T[] Download<T>(MemoryBuffer1D<T, Stride1D.Dense> buffer)
        where T : unmanaged
    {
        Stream.Synchronize();
        var data = new T[buffer.Length];
        buffer.View.CopyToCPU(Stream, data);
        Stream.Synchronize();
        return data;
    }

    public void Dispose()
    {
        Stream.Dispose();
        Accelerator.Dispose();
        context.Dispose();
    }
}
