using System.Reflection;
using System.Reflection.Emit;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>Writes an instruction as it was read, with branches in their long form.</summary>
internal static class IlCopy
{
    private static readonly Dictionary<string, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Name!);

    public static void Write(ILGenerator il, IlInstruction instruction, Dictionary<int, Label> labels)
    {
        OpCode code = instruction.Code;
        switch (code.OperandType, instruction.Operand)
        {
            case (OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget, int offset):
                il.Emit(Codes[code.Name!.Replace(".s", "", StringComparison.Ordinal)], labels[offset]);
                break;
            case (OperandType.InlineSwitch, int[] offsets):
                il.Emit(code, [.. offsets.Select(offset => labels[offset])]);
                break;
            case (OperandType.ShortInlineI, int number):
                il.Emit(code, (sbyte)number);
                break;
            case (_, int number):
                il.Emit(code, number);
                break;
            case (_, null):
                il.Emit(code);
                break;
            default:
                WriteMember(il, instruction);
                break;
        }
    }

    private static void WriteMember(ILGenerator il, IlInstruction instruction)
    {
        MethodBase? target = Suspension.Target(instruction);
        OpCode code = target is not null && instruction.Constraint is not null ? OpCodes.Call : instruction.Code;
        switch (target ?? instruction.Operand)
        {
            case MethodInfo method: il.Emit(code, method); break;
            case ConstructorInfo constructor: il.Emit(code, constructor); break;
            case FieldInfo field: il.Emit(code, field); break;
            case Type type: il.Emit(code, type); break;
            case string text: il.Emit(code, text); break;
            case long number: il.Emit(code, number); break;
            case float number: il.Emit(code, number); break;
            case double number: il.Emit(code, number); break;
        }
    }
}
