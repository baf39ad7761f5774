namespace ILGPU.Runtime.Cuda;

/// <summary>An operand of inline PTX.</summary>
public interface ICudaAsmEmitParameter;

/// <summary>An operand that PTX reads.</summary>
public struct Input<T> : ICudaAsmEmitParameter
    where T : struct
{
    public T Value;

    public static implicit operator Input<T>(T v) => new() { Value = v };
}

/// <summary>An operand that PTX writes.</summary>
public struct Output<T> : ICudaAsmEmitParameter
    where T : struct
{
    public T Value;
}

/// <summary>An operand that PTX reads and writes.</summary>
public struct Ref<T> : ICudaAsmEmitParameter
    where T : struct
{
    public T Value;

    public static implicit operator Ref<T>(T v) => new() { Value = v };
}
