using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>What each instruction takes from the stack and leaves on it.</summary>
internal sealed class StackEffects(KernelMethod method)
{
    private readonly HashSet<int> pinned = [];

    public IReadOnlySet<int> Pinned => pinned;

    public void Pin(StackValue value)
    {
        if (value.Variable >= 0)
            pinned.Add(value.Variable);
    }

    public StackValue[] Apply(IlInstruction instruction, StackValue[] stack)
    {
        string name = instruction.Code.Name!;
        string[] parts = name.Split('.');
        switch (parts[0])
        {
            case "nop" or "constrained" or "volatile" or "unaligned" or "readonly" or "tail" or "br":
                return stack;
            case "ldarg" or "ldloc":
                return Push(stack, StackValue.Of(method.VariableTypes[method.VariableOf(instruction)]));
            case "ldarga" or "ldloca":
                return Push(stack, AddressOf(instruction));
            case "starg" or "stloc":
                Pin(stack[^1]);
                return Drop(stack, 1);
            case "ldc":
                return Push(stack, StackValue.OfSuffix(parts[1])!.Value);
            case "ldstr":
                return Push(stack, new StackValue(typeof(string), Literal: (string)instruction.Operand!));
            case "sizeof":
                return Push(stack, StackValue.Int);
            case "dup":
                return Push(stack, stack[^1]);
            case "pop" or "brtrue" or "brfalse" or "switch" or "initobj" or "stsfld":
                return Drop(stack, 1);
            case "beq" or "bne" or "bge" or "bgt" or "ble" or "blt" or "stfld" or "stobj" or "cpobj" or "stind":
                Pin(stack[^1]);
                return Drop(stack, 2);
            case "ret":
                Pin(stack.Length > 0 ? stack[^1] : default(StackValue) with { Variable = -1 });
                return [];
            case "ldind" when StackValue.OfSuffix(parts[1]) is { } loaded:
                return Replace(stack, 1, loaded);
            case "ldobj":
                return Replace(stack, 1, StackValue.Of(instruction.Member<Type>()));
            case "ldfld":
                return Replace(stack, 1, StackValue.Of(instruction.Member<FieldInfo>().FieldType));
            case "ldflda":
                return Replace(stack, 1, new StackValue(instruction.Member<FieldInfo>().FieldType.MakeByRefType(), stack[^1].Variable));
            case "ldsfld":
                return Push(stack, StackValue.Of(instruction.Member<FieldInfo>().FieldType));
            case "add" or "sub" or "mul" or "div" or "rem" or "and" or "or" or "xor":
                return Replace(stack, 2, StackValue.OfArithmetic(stack[^2], stack[^1]));
            case "shl" or "shr":
                return Replace(stack, 2, stack[^2]);
            case "neg" or "not" or "ckfinite":
                return stack;
            case "ceq" or "cgt" or "clt":
                return Replace(stack, 2, StackValue.Int);
            case "conv":
                Pin(stack[^1]);
                return Replace(stack, 1, StackValue.OfSuffix(parts.First(part => StackValue.OfSuffix(part) is not null))!.Value);
            case "call" or "callvirt" or "newobj":
                return Call(instruction, stack);
            default:
                throw Refusal.Rewrite(method, instruction, $"'{name}' is an instruction that a thread cannot be suspended around");
        }
    }

    /// <summary>How many values a call takes, the object it is called on included.</summary>
    public static int ArgumentCount(IlInstruction instruction)
    {
        var target = instruction.Member<MethodBase>();
        return target.GetParameters().Length + (target.IsStatic || instruction.Code == OpCodes.Newobj ? 0 : 1);
    }

    /// <summary>Whether a thread may have to wait in this call.</summary>
    public static bool Suspends(IlInstruction instruction, StackValue[] stack)
    {
        if (Suspension.Target(instruction) is not { } target)
            return false;
        if (target.DeclaringType == typeof(ILGPU.Runtime.Cuda.CudaAsm))
            return stack.Any(value => value.Literal is { } asm && Execution.PtxProgram.IsOfWarp(asm));
        return Suspension.IsCollective(target) || Suspension.SuspendsIn(target);
    }

    private StackValue AddressOf(IlInstruction instruction)
    {
        int variable = method.VariableOf(instruction);
        Type type = method.VariableTypes[variable];
        if (type.IsByRef)
            throw Refusal.Rewrite(method, instruction, "it takes the address of a reference");
        return new StackValue(type.MakeByRefType(), variable);
    }

    private StackValue[] Call(IlInstruction instruction, StackValue[] stack)
    {
        var target = instruction.Member<MethodBase>();
        int arguments = ArgumentCount(instruction);
        if (Suspends(instruction, stack))
            Array.ForEach(stack, Pin);
        else
            PinWhatMayReturn(instruction, stack.AsSpan(stack.Length - arguments));
        if (instruction.Code == OpCodes.Newobj)
            return Replace(stack, arguments, StackValue.Of(target.DeclaringType!));
        Type result = ((MethodInfo)(Suspension.Target(instruction) ?? target)).ReturnType;
        return result == typeof(void) ? Drop(stack, arguments) : Replace(stack, arguments, StackValue.Of(result));
    }

    /// <summary>A call that returns a reference may return one it was given. An accessor of a view returns one into the view's memory.</summary>
    private void PinWhatMayReturn(IlInstruction instruction, ReadOnlySpan<StackValue> arguments)
    {
        if (Suspension.Target(instruction) is not MethodInfo { ReturnType.IsByRef: true } target)
            return;
        bool accessor = target.DeclaringType!.Module == typeof(ArrayView<>).Module;
        foreach (StackValue argument in arguments)
        {
            if (!accessor)
                Pin(argument);
        }
    }

    private static StackValue[] Push(StackValue[] stack, StackValue value) => [.. stack, value];

    private static StackValue[] Drop(StackValue[] stack, int count) => stack[..^count];

    private static StackValue[] Replace(StackValue[] stack, int count, StackValue value) => [.. stack[..^count], value];
}
