namespace ILGPU.Runtime;

/// <summary>A device that accelerators can be made for.</summary>
public abstract class Device
{
    private protected Device()
    {
    }

    public abstract AcceleratorType AcceleratorType { get; }

    public string Name { get; private protected init; } = "";

    /// <summary>The size of the device's memory in bytes.</summary>
    public long MemorySize { get; private protected init; }

    public Index3D MaxGridSize { get; private protected init; }

    public Index3D MaxGroupSize { get; private protected init; }

    public int MaxNumThreadsPerGroup { get; private protected init; }

    /// <summary>Shared memory a group may have, in bytes.</summary>
    public int MaxSharedMemoryPerGroup { get; private protected init; }

    public int MaxConstantMemory { get; private protected init; }

    public int WarpSize { get; private protected init; }

    public int NumMultiprocessors { get; private protected init; }

    public int MaxNumThreadsPerMultiprocessor { get; private protected init; }

    public int MaxNumThreads => NumMultiprocessors * MaxNumThreadsPerMultiprocessor;

    public abstract Accelerator CreateAccelerator(Context context);

    public override string ToString() => $"{Name} [Type: {AcceleratorType}, WarpSize: {WarpSize}, MaxNumThreadsPerGroup: {MaxNumThreadsPerGroup}, MemorySize: {MemorySize}]";
}
