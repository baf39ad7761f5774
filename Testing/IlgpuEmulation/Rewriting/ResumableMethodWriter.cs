using System.Reflection;
using System.Reflection.Emit;
using NetArch.IlgpuEmulation.Execution;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>
/// Writes the IL of a <see cref="ResumableMethod"/>: a switch on the state, for each place where the thread waits a stub that restores variables
/// and stack, and then the original code, with a stop after each collective.
/// </summary>
internal sealed class ResumableMethodWriter
{
    private static readonly MethodInfo StopAt = typeof(ThreadContext).GetMethod(nameof(ThreadContext.StopAt), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo Resume = typeof(ThreadContext).GetMethod(nameof(ThreadContext.Resume), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly ResumableMethod target;
    private readonly KernelMethod source;
    private readonly FrameWriter frame;
    private readonly ILGenerator il;
    private readonly Dictionary<int, Label> labels;
    private readonly List<SuspensionPoint> points;

    public ResumableMethodWriter(ResumableMethod target)
    {
        this.target = target;
        source = target.Source;
        il = target.Method.GetILGenerator();
        frame = new FrameWriter(il, target);
        labels = source.Instructions
            .SelectMany(instruction => instruction.Operand is int[] many ? many : instruction.Code.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget ? [instruction.Number] : Array.Empty<int>())
            .Distinct()
            .ToDictionary(offset => offset, _ => il.DefineLabel());
        points = [.. source.Instructions
            .Where(instruction => target.Typing.IsReachable(instruction) && StackEffects.Suspends(instruction, target.Typing.Before(instruction)))
            .Select(NewPoint)];
    }

    public void Write()
    {
        WriteEntry();
        foreach (IlInstruction instruction in source.Instructions)
        {
            if (!target.Typing.IsReachable(instruction))
                continue;
            if (labels.TryGetValue(instruction.Offset, out Label label))
                il.MarkLabel(label);
            Write(instruction);
        }
    }

    private SuspensionPoint NewPoint(IlInstruction instruction, int index)
    {
        StackValue[] stack = target.Typing.Before(instruction);
        return new SuspensionPoint(instruction, index + 1, stack[..^StackEffects.ArgumentCount(instruction)], il.DefineLabel(), il.DefineLabel());
    }

    private void WriteEntry()
    {
        Label start = il.DefineLabel();
        frame.LoadState();
        il.Emit(OpCodes.Switch, [start, .. points.Select(point => point.Stub)]);
        il.MarkLabel(start);
        frame.Enter();
        Label body = il.DefineLabel();
        il.Emit(OpCodes.Br, body);
        foreach (SuspensionPoint point in points)
        {
            il.MarkLabel(point.Stub);
            frame.RestoreVariables();
            frame.Unspill(point.Below);
            il.Emit(OpCodes.Br, point.Resumed);
        }
        il.MarkLabel(body);
    }

    private void Write(IlInstruction instruction)
    {
        if (points.Find(point => point.Instruction.Offset == instruction.Offset) is { } point)
            WriteSuspension(point);
        else if (source.VariableOf(instruction) is >= 0 and var variable)
            frame.WriteAccess(instruction, variable);
        else if (instruction.Code == OpCodes.Ret)
            frame.Return();
        else if (instruction.Code != OpCodes.Constrained && instruction.Code != OpCodes.Tailcall)
            IlCopy.Write(il, instruction, labels);
    }

    private void WriteSuspension(SuspensionPoint point)
    {
        if (target.Callees.TryGetValue(point.Instruction.Offset, out ResumableMethod? callee))
            WriteCall(point, callee);
        else
            WriteCollective(point);
    }

    /// <summary>Calls the collective, which only notes what the thread waits for; stops; and takes the result when the thread goes on.</summary>
    private void WriteCollective(SuspensionPoint point)
    {
        var method = (MethodInfo)Suspension.Target(point.Instruction)!;
        il.Emit(OpCodes.Call, method);
        if (method.ReturnType != typeof(void))
            il.Emit(OpCodes.Pop);
        il.Emit(OpCodes.Ldc_I4, SuspensionSites.Register(source, point.Instruction));
        il.Emit(OpCodes.Call, StopAt);
        frame.Suspend(point);
        il.MarkLabel(point.Resumed);
        if (method.ReturnType != typeof(void))
            il.Emit(OpCodes.Call, Resume.MakeGenericMethod(method.IsGenericMethod ? method.ReturnType : typeof(int)));
    }

    /// <summary>Calls a rewritten method with a frame inside this one's, and stops whenever that stops.</summary>
    private void WriteCall(SuspensionPoint point, ResumableMethod callee)
    {
        frame.PassArguments(callee);
        il.MarkLabel(point.Resumed);
        Label done = il.DefineLabel();
        frame.LoadAddress(target.ChildOffset);
        il.Emit(OpCodes.Call, callee.Method);
        il.Emit(OpCodes.Brfalse, done);
        frame.Suspend(point);
        il.MarkLabel(done);
        if (callee.Source.ReturnType != typeof(void))
            frame.Load(target.ChildOffset + callee.ReturnOffset, callee.Source.ReturnType);
    }
}

/// <summary>A place where a thread may stop: the call, its state, the stack below the call's arguments, and the labels to go on at.</summary>
internal sealed record SuspensionPoint(IlInstruction Instruction, int State, StackValue[] Below, Label Stub, Label Resumed);
