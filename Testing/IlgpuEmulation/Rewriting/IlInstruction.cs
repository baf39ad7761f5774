using System.Reflection.Emit;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>
/// One instruction of IL. The operand is resolved: a member, a string, a number, the number of an argument or local,
/// the offset it branches to, or the offsets of a switch.
/// </summary>
internal sealed record IlInstruction(int Offset, int End, OpCode Code, object? Operand)
{
    /// <summary>The type of a <c>constrained.</c> prefix before it.</summary>
    public Type? Constraint { get; init; }

    /// <summary>The operand of an instruction that has one as a 32-bit number.</summary>
    public int Number => (int)Operand!;

    public T Member<T>()
        where T : class => (T)Operand!;

    /// <summary>The offsets that may come next.</summary>
    public IEnumerable<int> Successors => (Code.FlowControl, Operand) switch
    {
        (FlowControl.Branch, int target) => [target],
        (FlowControl.Cond_Branch, int target) => [End, target],
        (FlowControl.Cond_Branch, int[] targets) => [End, .. targets],
        (FlowControl.Return or FlowControl.Throw, _) => [],
        _ => [End],
    };

    public override string ToString() => $"IL_{Offset:X4} {Code.Name}";
}
