using System.Collections.Concurrent;
using System.Reflection.Emit;
using ILGPU;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>
/// A method rewritten so that it can stop and go on: it takes the address of its frame and returns 1 when the thread waits, 0 when it is done.
/// The frame lies in memory of our own, where nothing moves, so that addresses of variables stay right while a thread waits.
/// </summary>
internal sealed class ResumableMethod
{
    private static readonly ConcurrentDictionary<KernelMethod, ResumableMethod> Known = new();

    [ThreadStatic]
    private static HashSet<KernelMethod>? inProgress;

    private ResumableMethod(KernelMethod source)
    {
        Source = source;
        Typing = StackTyping.Of(source);
        var layout = new FrameLayout();
        VariableOffsets = [.. source.VariableTypes.Select(layout.Reserve)];
        ReturnOffset = source.ReturnType == typeof(void) ? 0 : layout.Reserve(source.ReturnType);
        Callees = source.Instructions
            .Where(instruction => Typing.IsReachable(instruction) && Suspension.Target(instruction) is { } target && !Suspension.IsCollective(target) && Suspension.SuspendsIn(target))
            .ToDictionary(instruction => instruction.Offset, instruction => Of(KernelMethod.Of(Suspension.Target(instruction)!)));
        SpillOffset = layout.Size;
        layout.Reserve(SpillSize());
        ChildOffset = layout.Size;
        layout.Reserve(Callees.Values.Select(callee => callee.FrameSize).DefaultIfEmpty(0).Max());
        FrameSize = layout.Size;
        Method = new DynamicMethod("Resume " + source.Name, typeof(int), [typeof(nint)], source.Source.Module, skipVisibility: true);
        new ResumableMethodWriter(this).Write();
    }

    public KernelMethod Source { get; }

    public StackTyping Typing { get; }

    /// <summary>The rewritten methods that this one calls, by the offset of the call.</summary>
    public IReadOnlyDictionary<int, ResumableMethod> Callees { get; }

    public IReadOnlyList<int> VariableOffsets { get; }

    public int ReturnOffset { get; }

    /// <summary>Where values wait that lay on the evaluation stack.</summary>
    public int SpillOffset { get; }

    /// <summary>Where the frame of the method that is called lies; one at a time.</summary>
    public int ChildOffset { get; }

    public int FrameSize { get; }

    public DynamicMethod Method { get; }

    public static ResumableMethod Of(KernelMethod source)
    {
        if (Known.TryGetValue(source, out ResumableMethod? known))
            return known;
        inProgress ??= [];
        if (!inProgress.Add(source))
            throw new InternalCompilerException($"{source.Name} calls itself. A GPU has hardly any stack for that: write a loop.");
        try
        {
            return Known.GetOrAdd(source, static method => new ResumableMethod(method));
        }
        finally
        {
            inProgress.Remove(source);
        }
    }

    private int SpillSize()
    {
        int size = 0;
        foreach (IlInstruction instruction in Source.Instructions)
        {
            if (Typing.IsReachable(instruction) && StackEffects.Suspends(instruction, Typing.Before(instruction)))
                size = Math.Max(size, Typing.Before(instruction).Sum(value => value.Type == typeof(string) ? 0 : 16 + FrameLayout.SizeOf(value.Type)));
        }
        return size;
    }
}
