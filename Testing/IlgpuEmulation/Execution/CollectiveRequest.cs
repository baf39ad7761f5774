using System.Runtime.CompilerServices;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>Marks a method that every thread of a warp or group must call together. Code that calls one is rewritten so that a thread can wait there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CollectiveAttribute : Attribute;

/// <summary>What threads do together.</summary>
internal enum CollectiveKind
{
    None,
    GroupBarrier,
    GroupPopCount,
    GroupAnd,
    GroupOr,
    GroupBroadcast,
    WarpBarrier,
    Shuffle,
    ShuffleDown,
    ShuffleUp,
    ShuffleXor,
    Ptx,
}

/// <summary>What a waiting thread waits for, and the value it brought or gets.</summary>
internal unsafe struct CollectiveRequest
{
    /// <summary>The largest value a thread can bring, in bytes.</summary>
    public const int MaxValueSize = 64;

    /// <summary>As many operands as <c>CudaAsm.EmitRef</c> takes here.</summary>
    public const int MaxOperands = 24;

    public CollectiveKind Kind;
    public int Site;
    public int Source;
    public int Width;
    public int Size;
    public int Program;
    public fixed byte Value[MaxValueSize];
    public fixed long Operands[MaxOperands];

    public readonly bool IsOfGroup => Kind is >= CollectiveKind.GroupBarrier and <= CollectiveKind.GroupBroadcast;

    public void Bring<T>(T value)
        where T : unmanaged
    {
        if (sizeof(T) > MaxValueSize)
            throw new KernelFaultException($"{ThreadContext.Current.Describe()}: a {typeof(T).Name} of {sizeof(T)} bytes is too large to pass between threads; {MaxValueSize} bytes are the most.");
        Size = sizeof(T);
        fixed (byte* target = Value)
            Unsafe.WriteUnaligned(target, value);
    }

    public readonly void CopyValueTo(byte* target)
    {
        fixed (byte* source = Value)
            Unsafe.CopyBlockUnaligned(target, source, (uint)Size);
    }

    public void CopyValueFrom(byte* source)
    {
        fixed (byte* target = Value)
            Unsafe.CopyBlockUnaligned(target, source, (uint)Size);
    }

    public T Take<T>()
        where T : unmanaged
    {
        fixed (byte* source = Value)
            return Unsafe.ReadUnaligned<T>(source);
    }
}
