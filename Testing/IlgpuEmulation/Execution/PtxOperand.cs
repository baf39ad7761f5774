using System.Runtime.CompilerServices;
using ILGPU.Runtime.Cuda;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>An operand of inline PTX: where its value lies, how large it is, and whether PTX may write it.</summary>
internal readonly unsafe record struct PtxOperand(nint Address, int Size, bool CanRead, bool CanWrite)
{
    public static PtxOperand Input<T>(ref T value)
        where T : struct => new((nint)Unsafe.AsPointer(ref value), Unsafe.SizeOf<T>(), true, false);

    public static PtxOperand Output<T>(ref T value)
        where T : struct => new((nint)Unsafe.AsPointer(ref value), Unsafe.SizeOf<T>(), false, true);

    public static PtxOperand Of<T>(ref T value)
        where T : struct, ICudaAsmEmitParameter
    {
        Type kind = typeof(T).GetGenericTypeDefinition();
        return new PtxOperand((nint)Unsafe.AsPointer(ref value), Unsafe.SizeOf<T>(), kind != typeof(Output<>), kind != typeof(Input<>));
    }
}

/// <summary>Executes inline PTX: alone, or by waiting for the rest of the warp.</summary>
internal static class PtxCall
{
    public static void Run(string asm, params ReadOnlySpan<PtxOperand> operands)
    {
        ThreadContext context = ThreadContext.Current;
        if (!context.Options.TensorCores)
            throw new KernelFaultException($"{context.Describe()}: CudaAsm was reached, but this device runs no PTX. Guard it with CudaAsm.IsSupported.");
        PtxProgram program = PtxProgram.Of(asm);
        program.Check(context, operands);
        Span<nint> addresses = stackalloc nint[operands.Length];
        for (int i = 0; i < operands.Length; i++)
            addresses[i] = operands[i].Address;
        if (PtxProgram.IsOfWarp(asm))
            context.RequestPtx(program.Number, addresses);
        else
            program.Execute(addresses);
    }
}
