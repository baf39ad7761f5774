using System.Runtime.CompilerServices;
using NetArch.IlgpuEmulation.Execution;

namespace ILGPU.Runtime.Cuda;

/// <summary>PTX written by hand. In kernels, behind <see cref="IsSupported"/>, with a portable path beside it.</summary>
public static partial class CudaAsm
{
    /// <summary>Whether the device runs PTX. Here: whether the emulation's options say so.</summary>
    public static bool IsSupported => ThreadContext.IsInside && ThreadContext.Current.Options.TensorCores;

    public static void Emit(string asm) => PtxCall.Run(asm);

    public static void Emit<T0>(string asm, T0 arg0)
        where T0 : struct =>
        PtxCall.Run(asm, PtxOperand.Input(ref arg0));

    public static void Emit<T0>(string asm, out T0 arg0)
        where T0 : struct
    {
        arg0 = default;
        PtxCall.Run(asm, PtxOperand.Output(ref arg0));
    }

    public static void Emit<T0, T1>(string asm, T0 arg0, T1 arg1)
        where T0 : struct
        where T1 : struct =>
        PtxCall.Run(asm, PtxOperand.Input(ref arg0), PtxOperand.Input(ref arg1));

    public static void Emit<T0, T1>(string asm, out T0 arg0, T1 arg1)
        where T0 : struct
        where T1 : struct
    {
        arg0 = default;
        PtxCall.Run(asm, PtxOperand.Output(ref arg0), PtxOperand.Input(ref arg1));
    }

    public static void Emit<T0, T1, T2>(string asm, T0 arg0, T1 arg1, T2 arg2)
        where T0 : struct
        where T1 : struct
        where T2 : struct =>
        PtxCall.Run(asm, PtxOperand.Input(ref arg0), PtxOperand.Input(ref arg1), PtxOperand.Input(ref arg2));

    public static void Emit<T0, T1, T2>(string asm, out T0 arg0, T1 arg1, T2 arg2)
        where T0 : struct
        where T1 : struct
        where T2 : struct
    {
        arg0 = default;
        PtxCall.Run(asm, PtxOperand.Output(ref arg0), PtxOperand.Input(ref arg1), PtxOperand.Input(ref arg2));
    }

    public static void Emit<T0, T1, T2, T3>(string asm, T0 arg0, T1 arg1, T2 arg2, T3 arg3)
        where T0 : struct
        where T1 : struct
        where T2 : struct
        where T3 : struct =>
        PtxCall.Run(asm, PtxOperand.Input(ref arg0), PtxOperand.Input(ref arg1), PtxOperand.Input(ref arg2), PtxOperand.Input(ref arg3));

    public static void Emit<T0, T1, T2, T3>(string asm, out T0 arg0, T1 arg1, T2 arg2, T3 arg3)
        where T0 : struct
        where T1 : struct
        where T2 : struct
        where T3 : struct
    {
        arg0 = default;
        PtxCall.Run(asm, PtxOperand.Output(ref arg0), PtxOperand.Input(ref arg1), PtxOperand.Input(ref arg2), PtxOperand.Input(ref arg3));
    }
}
