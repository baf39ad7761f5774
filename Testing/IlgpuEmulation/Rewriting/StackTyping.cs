namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>
/// The evaluation stack before every reachable instruction of a method, by abstract interpretation; and the variables whose addresses outlive
/// an instruction, so that they must lie in the frame all the time.
/// </summary>
internal sealed class StackTyping
{
    private readonly KernelMethod method;
    private readonly Dictionary<int, IlInstruction> byOffset;
    private readonly Dictionary<int, StackValue[]> before = [];
    private readonly StackEffects effects;

    private StackTyping(KernelMethod method)
    {
        this.method = method;
        byOffset = method.Instructions.ToDictionary(instruction => instruction.Offset);
        effects = new StackEffects(method);
    }

    /// <summary>Variables whose address is stored, kept across a place where the thread waits, or may come back from a call.</summary>
    public IReadOnlySet<int> Pinned => effects.Pinned;

    public static StackTyping Of(KernelMethod method)
    {
        var typing = new StackTyping(method);
        typing.Interpret();
        return typing;
    }

    public bool IsReachable(IlInstruction instruction) => before.ContainsKey(instruction.Offset);

    /// <summary>The stack before an instruction, bottom first.</summary>
    public StackValue[] Before(IlInstruction instruction) => before[instruction.Offset];

    private void Interpret()
    {
        var work = new Stack<(int Offset, StackValue[] Stack)>([(0, [])]);
        while (work.TryPop(out var next))
        {
            if (!Enter(next.Offset, next.Stack))
                continue;
            IlInstruction instruction = byOffset[next.Offset];
            StackValue[] after = effects.Apply(instruction, before[next.Offset]);
            foreach (int successor in instruction.Successors)
                work.Push((successor, after));
        }
    }

    /// <summary>Notes the stack that reaches an instruction; false if that is nothing new.</summary>
    private bool Enter(int offset, StackValue[] stack)
    {
        if (!before.TryGetValue(offset, out StackValue[]? known))
        {
            before[offset] = stack;
            return true;
        }
        if (known.Length != stack.Length)
            throw Refusal.Rewrite(method, byOffset[offset], $"the stack holds {known.Length} values on one way to here and {stack.Length} on another");
        StackValue[] merged = [.. known.Zip(stack, (first, second) => Merge(first, second, byOffset[offset]))];
        if (merged.SequenceEqual(known))
            return false;
        before[offset] = merged;
        return true;
    }

    private StackValue Merge(StackValue first, StackValue second, IlInstruction instruction)
    {
        if (first.Type != second.Type)
            throw Refusal.Rewrite(method, instruction, $"a value on the stack is {first.Type} on one way to here and {second.Type} on another");
        if (first.Variable == second.Variable)
            return first.Literal == second.Literal ? first : first with { Literal = null };
        effects.Pin(first);
        effects.Pin(second);
        return new StackValue(first.Type);
    }
}
