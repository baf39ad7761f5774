using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>Reads the IL of a method into instructions with resolved operands.</summary>
internal sealed class IlReader
{
    private static readonly Dictionary<ushort, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value);

    private readonly byte[] il;
    private readonly Module module;
    private readonly Type[]? typeArguments;
    private readonly Type[]? methodArguments;
    private int position;

    private IlReader(MethodBase method, byte[] il)
    {
        this.il = il;
        module = method.Module;
        typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
    }

    public static IReadOnlyList<IlInstruction> Read(MethodBase method, MethodBody body)
    {
        var reader = new IlReader(method, body.GetILAsByteArray()!);
        var instructions = new List<IlInstruction>();
        Type? constraint = null;
        while (reader.position < reader.il.Length)
        {
            IlInstruction instruction = reader.Next() with { Constraint = constraint };
            constraint = instruction.Code == OpCodes.Constrained ? (Type)instruction.Operand! : null;
            instructions.Add(instruction);
        }
        return instructions;
    }

    private IlInstruction Next()
    {
        int offset = position;
        ushort value = il[position++];
        if (value == 0xFE)
            value = (ushort)(0xFE00 | il[position++]);
        OpCode code = Codes[value];
        object? operand = Operand(code);
        return new IlInstruction(offset, position, code, operand);
    }

    private object? Operand(OpCode code) => code.OperandType switch
    {
        OperandType.InlineNone => null,
        OperandType.ShortInlineI => (int)(sbyte)il[position++],
        OperandType.ShortInlineVar => (int)il[position++],
        OperandType.InlineVar => (int)(ushort)Read(2),
        OperandType.InlineI => (int)Read(4),
        OperandType.InlineI8 => Read(8),
        OperandType.ShortInlineR => BitConverter.Int32BitsToSingle((int)Read(4)),
        OperandType.InlineR => BitConverter.Int64BitsToDouble(Read(8)),
        OperandType.ShortInlineBrTarget => Relative((sbyte)il[position++]),
        OperandType.InlineBrTarget => Relative((int)Read(4)),
        OperandType.InlineSwitch => Switch(),
        OperandType.InlineString => module.ResolveString((int)Read(4)),
        OperandType.InlineMethod => module.ResolveMethod((int)Read(4), typeArguments, methodArguments),
        OperandType.InlineField => module.ResolveField((int)Read(4), typeArguments, methodArguments),
        OperandType.InlineType => module.ResolveType((int)Read(4), typeArguments, methodArguments),
        OperandType.InlineTok => module.ResolveMember((int)Read(4), typeArguments, methodArguments),
        OperandType.InlineSig => (int)Read(4),
        _ => throw new NotSupportedException($"The operand type {code.OperandType}."),
    };

    private int Relative(int distance) => position + distance;

    private int[] Switch()
    {
        int count = (int)Read(4);
        int[] targets = new int[count];
        for (int i = 0; i < count; i++)
            targets[i] = (int)Read(4);
        return [.. targets.Select(Relative)];
    }

    private long Read(int size)
    {
        ReadOnlySpan<byte> bytes = il.AsSpan(position, size);
        position += size;
        return size switch
        {
            2 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
    }
}
