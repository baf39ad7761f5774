using System.Reflection;
using System.Reflection.Emit;
using ILGPU;
using NetArch.IlgpuEmulation.Rewriting;

namespace NetArch.IlgpuEmulation.Verification;

/// <summary>What single instructions of a kernel may be.</summary>
internal sealed class InstructionRules(bool hasAlgorithms)
{
    public const string NoExceptions = "exceptions do not exist on a GPU, nor does a switch expression without a case for everything (it throws)";

    private const string NoArrays = "ILGPU puts arrays into local memory, which is slow, or does not compile them. Use views, and scalars for what shall stay in registers";

    private readonly CallRules calls = new(hasAlgorithms);

    public void Verify(KernelMethod method, IlInstruction instruction)
    {
        string? why = instruction.Code.Name switch
        {
            "localloc" => "stackalloc is not compiled by ILGPU, and its context fails afterwards for every other kernel too. Use scalars, the fields of a struct, or shared memory",
            "newarr" or "ldlen" or "ldelema" => NoArrays,
            "throw" or "rethrow" => NoExceptions,
            "box" or "unbox" or "unbox.any" or "castclass" or "isinst" => "objects do not exist on a GPU, so nothing is boxed or cast",
            "ldftn" or "ldvirtftn" or "calli" => "delegates and function pointers do not exist on a GPU. Pass a struct type argument with static abstract members",
            "ldtoken" or "arglist" or "mkrefany" or "refanyval" or "jmp" or "ldnull" => $"'{instruction.Code.Name}' is not compiled by ILGPU",
            "stsfld" => "a kernel cannot write static fields. Write into a view",
            "ldsflda" => "a kernel cannot use static fields by reference, nor a table of constants. Pass a view",
            "ldsfld" => StaticField(instruction.Member<FieldInfo>()),
            "ldstr" => Text(method, instruction),
            "div" or "div.un" => Division(method, instruction),
            "call" or "callvirt" or "newobj" => calls.Verify(instruction),
            var name when name!.StartsWith("ldelem", StringComparison.Ordinal) || name.StartsWith("stelem", StringComparison.Ordinal) =>
                NoArrays,
            _ => null,
        };
        if (why is not null)
            throw KernelVerifier.Refused(method, instruction, why);
    }

    private static string? StaticField(FieldInfo field)
    {
        if (field.IsLiteral || (field.IsInitOnly && (field.FieldType.IsPrimitive || field.FieldType.IsEnum)))
            return null;
        if (field.DeclaringType!.Module == typeof(ArrayView<>).Module && field.IsInitOnly)
            return null;
        return field.IsInitOnly
            ? $"the static field {field.Name} is a {field.FieldType.Name}. A kernel reads only static fields of primitive types. Pass it as a parameter"
            : $"the static field {field.Name} can change. ILGPU would compile its present value into the kernel: make it const or readonly, or pass it as a parameter";
    }

    /// <summary>Texts serve only inline PTX and assertions.</summary>
    private static string? Text(KernelMethod method, IlInstruction instruction)
    {
        bool used = method.Instructions
            .SkipWhile(next => next.Offset <= instruction.Offset)
            .Where(next => next.Code.FlowControl == FlowControl.Call)
            .Select(next => next.Operand as MethodBase)
            .Any(called => called?.DeclaringType == typeof(ILGPU.Runtime.Cuda.CudaAsm) || called?.DeclaringType == typeof(System.Diagnostics.Debug));
        return used ? null : "strings do not exist on a GPU; only CudaAsm and Debug.Assert take one";
    }

    /// <summary>ILGPU makes an arithmetic shift of a division by a power of two, which is wrong for negative numbers and for unsigned ones from 2^31 on.</summary>
    private static string? Division(KernelMethod method, IlInstruction instruction)
    {
        IlInstruction? divisor = method.Instructions.LastOrDefault(before => before.End <= instruction.Offset);
        if (divisor is null || Constant(divisor) is not { } number || number < 2 || (number & (number - 1)) != 0)
            return null;
        int shift = System.Numerics.BitOperations.Log2((ulong)number);
        return $"a division by {number} is made an arithmetic shift by ILGPU, which is wrong for negative numbers and for unsigned ones from 2^31 on. Write '>> {shift}' where the number is known not to be negative, or '>>> {shift}' for an unsigned one";
    }

    private static long? Constant(IlInstruction instruction) => instruction.Code.Name!.Split('.') switch
    {
        ["ldc", "i4", ..] when instruction.Operand is int number => number,
        ["ldc", "i4", var digit] when digit.Length == 1 => digit[0] - '0',
        ["ldc", "i8"] => (long)instruction.Operand!,
        _ => null,
    };
}
