using System.Globalization;
using System.Text.RegularExpressions;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>Inline PTX, parsed: the statements, each with the numbers of its operands.</summary>
internal sealed partial class PtxProgram
{
    private static readonly Dictionary<string, PtxProgram> Known = [];
    private static readonly List<PtxProgram> ByNumber = [];

    private readonly PtxStatement[] statements;

    private PtxProgram(string asm, int number)
    {
        Number = number;
        statements = [.. asm.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];
    }

    /// <summary>How a waiting thread names the program.</summary>
    public int Number { get; }

    /// <summary>Whether the lanes of a warp must execute this PTX together.</summary>
    public static bool IsOfWarp(string asm) => asm.Contains("mma.", StringComparison.Ordinal);

    public static PtxProgram Of(string asm)
    {
        lock (Known)
        {
            if (!Known.TryGetValue(asm, out PtxProgram? program))
            {
                program = new PtxProgram(asm, ByNumber.Count);
                Known.Add(asm, program);
                ByNumber.Add(program);
            }
            return program;
        }
    }

    public static PtxProgram Of(int number)
    {
        lock (Known)
            return ByNumber[number];
    }

    /// <summary>Refuses operands that are not there, not 32 bits wide, or written without leave.</summary>
    public void Check(ThreadContext context, ReadOnlySpan<PtxOperand> operands)
    {
        if (operands.Length > CollectiveRequest.MaxOperands)
            throw new KernelFaultException($"{context.Describe()}: {operands.Length} operands of PTX, of {CollectiveRequest.MaxOperands} at most.");
        foreach (PtxStatement statement in statements)
        {
            foreach (int number in statement.Operands)
            {
                if (number >= operands.Length || operands[number].Size != 4)
                    throw new KernelFaultException($"{context.Describe()}: operand %{number} of {statement.Instruction} is missing or not 32 bits wide.");
                if (statement.Writes(number) ? !operands[number].CanWrite : !operands[number].CanRead)
                    throw new KernelFaultException($"{context.Describe()}: {statement.Instruction} {(statement.Writes(number) ? "writes" : "reads")} %{number}. Pass an {(statement.Writes(number) ? "Output or a Ref" : "Input or a Ref")} there.");
            }
        }
    }

    /// <summary>Executes for one thread.</summary>
    public void Execute(ReadOnlySpan<nint> operands)
    {
        foreach (PtxStatement statement in statements)
            PtxInstructions.Convert(statement, operands);
    }

    /// <summary>Executes for all lanes of a warp.</summary>
    public unsafe void Execute(ThreadSet lanes)
    {
        if (lanes.Count != 32)
            throw lanes.Fault(0, $"PTX of a warp is executed by {lanes.Count} lanes; it takes 32. Make the group a multiple of 32 threads on a device with warps of 32.");
        foreach (PtxStatement statement in statements)
        {
            if (statement.Instruction == PtxInstructions.MatrixMultiply)
            {
                PtxInstructions.Multiply(statement, lanes);
                continue;
            }
            for (int lane = 0; lane < lanes.Count; lane++)
            {
                fixed (long* operands = lanes[lane].Operands)
                    PtxInstructions.Convert(statement, new ReadOnlySpan<nint>(operands, CollectiveRequest.MaxOperands));
            }
        }
    }

    private static PtxStatement Parse(string text)
    {
        string instruction = text.Split([' ', '\t', '\n'], 2)[0];
        int[] operands = [.. OperandPattern().Matches(text).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
        int expected = PtxInstructions.OperandCount(instruction) ?? throw new KernelFaultException(
            $"{ThreadContext.Current.Describe()}: the emulation does not execute the PTX instruction '{instruction}'. It executes {PtxInstructions.MatrixMultiply} and {PtxInstructions.ConvertToTf32}.");
        if (operands.Length != expected)
            throw new KernelFaultException($"{ThreadContext.Current.Describe()}: '{text}' has {operands.Length} operands; {instruction} has {expected}.");
        return new PtxStatement(instruction, operands);
    }

    [GeneratedRegex(@"%(\d+)")]
    private static partial Regex OperandPattern();
}

/// <summary>One instruction of PTX and the numbers of its operands, those of vectors in order.</summary>
internal sealed record PtxStatement(string Instruction, int[] Operands)
{
    public bool Writes(int operand) => Array.IndexOf(Operands, operand) < (Instruction == PtxInstructions.MatrixMultiply ? 4 : 1);
}
