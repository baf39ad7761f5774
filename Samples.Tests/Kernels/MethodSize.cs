using System.Reflection;
using System.Reflection.Emit;

namespace NetArch.Samples.Tests.Kernels;

/// <summary>How large a method is in what the JIT compiler counts before it compiles it.</summary>
/// <param name="CodeSize">Bytes of IL.</param>
/// <param name="Locals">Arguments and local variables.</param>
/// <param name="LocalReferences">Instructions that load, store or take the address of one.</param>
/// <param name="Blocks">Basic blocks: what begins at the start, at a branch's target or behind a branch.</param>
/// <param name="MultiplyAdds">Fused multiply-adds written out.</param>
/// <param name="HasLoop">Whether a branch goes back.</param>
internal sealed record MethodSize(
    string Name, int CodeSize, int Instructions, int Locals, int LocalReferences, int Blocks, int MultiplyAdds, bool HasLoop)
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static MethodSize Of(MethodInfo method)
    {
        MethodBody body = method.GetMethodBody()!;
        byte[] code = body.GetILAsByteArray()!;
        int instructions = 0, references = 0, multiplyAdds = 0;
        bool loops = false;
        var starts = new HashSet<int> { 0 };
        var called = new Dictionary<int, bool>();
        for (int at = 0; at < code.Length;)
        {
            int start = at;
            OpCode operation = Read(code, ref at);
            int operand = at;
            at += OperandSize(operation, code, at);
            instructions++;
            if (IsLocal(operation)) references++;
            foreach (int target in Targets(operation, code, operand, at))
            {
                starts.Add(target);
                starts.Add(at);
                loops |= target <= start;
            }

            if (operation == OpCodes.Call && IsMultiplyAdd(method, BitConverter.ToInt32(code, operand), called)) multiplyAdds++;
        }

        starts.Remove(code.Length);
        int locals = body.LocalVariables.Count + method.GetParameters().Length + (method.IsStatic ? 0 : 1);
        return new MethodSize(method.Name, code.Length, instructions, locals, references, starts.Count, multiplyAdds, loops);
    }

    private static OpCode Read(byte[] code, ref int at)
    {
        short value = code[at++];
        if (value == 0xFE) value = (short)(0xFE00 | code[at++]);
        return Codes[value];
    }

    private static int OperandSize(OpCode operation, byte[] code, int at) => operation.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
        _ => 4,
    };

    private static IEnumerable<int> Targets(OpCode operation, byte[] code, int operand, int next) => operation.OperandType switch
    {
        OperandType.ShortInlineBrTarget => [next + (sbyte)code[operand]],
        OperandType.InlineBrTarget => [next + BitConverter.ToInt32(code, operand)],
        OperandType.InlineSwitch => Enumerable.Range(1, BitConverter.ToInt32(code, operand))
            .Select(i => next + BitConverter.ToInt32(code, operand + 4 * i)),
        _ => [],
    };

    /// <summary>ldloc, stloc, ldloca, ldarg, starg, ldarga, in every length.</summary>
    private static bool IsLocal(OpCode operation) =>
        operation.Name![2..].StartsWith("loc", StringComparison.Ordinal) || operation.Name[2..].StartsWith("arg", StringComparison.Ordinal);

    private static bool IsMultiplyAdd(MethodInfo caller, int token, Dictionary<int, bool> known)
    {
        if (!known.TryGetValue(token, out bool found))
        {
            Type[] typeArguments = caller.DeclaringType!.GetGenericArguments();
            MethodBase called = caller.Module.ResolveMethod(token, typeArguments, caller.GetGenericArguments())!;
            known[token] = found = called.Name is "FusedMultiplyAdd" or "MultiplyAddEstimate";
        }

        return found;
    }
}
