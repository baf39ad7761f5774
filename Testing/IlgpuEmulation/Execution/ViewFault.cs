using System.Diagnostics.CodeAnalysis;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>What is wrong with a use of a view, in words.</summary>
internal static class ViewFault
{
    // Nothing but a throw: that is how the compiler knows that the call never returns, and keeps registers across it (four times as fast a loop).
    [DoesNotReturn]
    public static void OutsideView<T>(long index, long length) => throw NewOutsideView<T>(index, length);

    [DoesNotReturn]
    public static void OutsideParent<T>(long index, long subViewLength, long length) => throw new KernelFaultException(Where()
        + $"a sub-view of {subViewLength} x {typeof(T).Name} at index {index} is outside its view of {length}.");

    [DoesNotReturn]
    public static void OutsideBuffer(long index, long length, int elementSize, long bytes) => throw new KernelFaultException(Where()
        + $"a view of {length} elements of {elementSize} bytes from element {index} on is outside its buffer of {bytes} bytes.");

    [DoesNotReturn]
    public static int TooLong(long length) => throw new KernelFaultException(Where()
        + $"the length {length} of a view is no 32-bit number. Use Length instead of IntLength.");

    [DoesNotReturn]
    public static void Misaligned<T>(nint address, int alignment) => throw new KernelFaultException(Where()
        + $"a view of {typeof(T).Name} starts {address & (alignment - 1)} bytes past a multiple of {alignment}. A vector access needs an address that is a multiple of {alignment}: start the view there, or read the elements one by one.");

    private static KernelFaultException NewOutsideView<T>(long index, long length) => new(Where() + (index < 0
        ? $"index {index} of a view of {length} x {typeof(T).Name} is negative. On a GPU it is taken as an unsigned number, so it does not reach back, even where the buffer goes on before the view: start the view further down."
        : $"index {index} is outside a view of {length} x {typeof(T).Name}."));

    private static string Where() => ThreadContext.IsInside ? ThreadContext.Current.Describe() + ": " : "On the host: ";
}
