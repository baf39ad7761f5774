namespace NetArch;

/// <summary>Something other than the processor that networks run on. Devices come from the assembly of their kind:
/// <c>NetArch.Gpu.GpuDevice</c> has those that CUDA knows.</summary>
/// <remarks>One device may carry many networks; it outlives them all.</remarks>
public abstract class ComputeDevice
{
    /// <summary>What it is called, such as <c>NVIDIA H200</c>.</summary>
    public abstract string Name { get; }

    /// <summary>All memory that it has, in bytes.</summary>
    public abstract long MemoryBytes { get; }

    public override string ToString() => Name;
}

/// <summary>How exactly a device multiplies; sums are always 32-bit floats.</summary>
public enum Precision
{
    /// <summary>Every product is one of 32-bit floats, as on the processor.</summary>
    Float32,

    /// <summary>Convolutions and fully connected layers multiply on tensor cores, several times as fast: what is multiplied is first
    /// rounded from 23 bits of mantissa to 10 (NVIDIA's TF32), about three decimal digits. Networks train to the same accuracy by
    /// it as a rule; single losses differ in the third or fourth digit. Only a GPU can do it.</summary>
    Tf32,
}
