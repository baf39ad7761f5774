using System.Reflection.Emit;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>
/// Writes accesses to a frame. Variables are locals while the thread runs, and lie in the frame while it waits; those whose address is kept lie there always.
/// </summary>
internal sealed class FrameWriter
{
    private readonly ILGenerator il;
    private readonly ResumableMethod target;
    private readonly LocalBuilder?[] locals;
    private readonly HashSet<int> unchanged;

    public FrameWriter(ILGenerator il, ResumableMethod target)
    {
        this.il = il;
        this.target = target;
        locals = [.. target.Source.VariableTypes.Select((type, variable) => target.Typing.Pinned.Contains(variable) ? null : il.DeclareLocal(type))];
        unchanged = UnchangedArguments(target.Source);
    }

    public void LoadAddress(int offset)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, offset);
        il.Emit(OpCodes.Add);
    }

    public void Load(int offset, Type type)
    {
        LoadAddress(offset);
        if (type.IsByRef)
            il.Emit(OpCodes.Ldind_I);
        else
            il.Emit(OpCodes.Ldobj, type);
    }

    public void LoadState()
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldind_I4);
    }

    /// <summary>The start of a call: arguments come from the frame, and variables that stay there are cleared.</summary>
    public void Enter()
    {
        for (int variable = 0; variable < locals.Length; variable++)
        {
            bool argument = variable < target.Source.ParameterTypes.Count;
            if (argument && locals[variable] is { } local)
                RestoreVariable(variable, local);
            if (!argument && locals[variable] is null)
            {
                LoadAddress(target.VariableOffsets[variable]);
                il.Emit(OpCodes.Initobj, target.Source.VariableTypes[variable]);
            }
        }
    }

    public void RestoreVariables()
    {
        for (int variable = 0; variable < locals.Length; variable++)
        {
            if (locals[variable] is { } local)
                RestoreVariable(variable, local);
        }
    }

    /// <summary>Saves stack and variables, and stops.</summary>
    public void Suspend(SuspensionPoint point)
    {
        Spill(point.Below);
        for (int variable = 0; variable < locals.Length; variable++)
        {
            if (locals[variable] is { } local && !unchanged.Contains(variable))
                Store(target.VariableOffsets[variable], local);
        }
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, point.State);
        il.Emit(OpCodes.Stind_I4);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>Puts the values back on the stack that were there when the thread stopped.</summary>
    public void Unspill(StackValue[] below)
    {
        int offset = target.SpillOffset;
        foreach (StackValue value in below)
        {
            Load(offset, value.Type);
            offset += SlotOf(value);
        }
    }

    /// <summary>Moves the arguments of a call from the stack into the frame of the called method.</summary>
    public void PassArguments(ResumableMethod callee)
    {
        for (int i = callee.Source.ParameterTypes.Count - 1; i >= 0; i--)
            StoreTop(target.ChildOffset + callee.VariableOffsets[i], callee.Source.ParameterTypes[i]);
        LoadAddress(target.ChildOffset);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Stind_I4);
    }

    public void Return()
    {
        if (target.Source.ReturnType != typeof(void))
            StoreTop(target.ReturnOffset, target.Source.ReturnType);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
    }

    public void WriteAccess(IlInstruction instruction, int variable)
    {
        string name = instruction.Code.Name!;
        bool address = name.StartsWith("ldarga", StringComparison.Ordinal) || name.StartsWith("ldloca", StringComparison.Ordinal);
        bool store = name.StartsWith("st", StringComparison.Ordinal);
        if (locals[variable] is { } local)
            il.Emit(address ? OpCodes.Ldloca : store ? OpCodes.Stloc : OpCodes.Ldloc, local);
        else if (address)
            LoadAddress(target.VariableOffsets[variable]);
        else if (store)
            StoreTop(target.VariableOffsets[variable], target.Source.VariableTypes[variable]);
        else
            Load(target.VariableOffsets[variable], target.Source.VariableTypes[variable]);
    }

    private static int SlotOf(StackValue value) => (FrameLayout.SizeOf(value.Type) + 7) & ~7;

    private static HashSet<int> UnchangedArguments(KernelMethod source)
    {
        HashSet<int> unchanged = [.. Enumerable.Range(0, source.ParameterTypes.Count)];
        foreach (IlInstruction instruction in source.Instructions)
        {
            string name = instruction.Code.Name!;
            bool view = name.StartsWith("ldarga", StringComparison.Ordinal) && IsReadOnly(source.ParameterTypes[source.VariableOf(instruction)]);
            if (name.StartsWith("starg", StringComparison.Ordinal) || (name.StartsWith("ldarga", StringComparison.Ordinal) && !view))
                unchanged.Remove(source.VariableOf(instruction));
        }
        return unchanged;
    }

    private static bool IsReadOnly(Type type) => type.IsDefined(typeof(System.Runtime.CompilerServices.IsReadOnlyAttribute), false);

    private void RestoreVariable(int variable, LocalBuilder local)
    {
        Load(target.VariableOffsets[variable], local.LocalType);
        il.Emit(OpCodes.Stloc, local);
    }

    private void Spill(StackValue[] below)
    {
        int offset = target.SpillOffset + below.Sum(SlotOf);
        for (int i = below.Length - 1; i >= 0; i--)
        {
            offset -= SlotOf(below[i]);
            StoreTop(offset, below[i].Type);
        }
    }

    private void StoreTop(int offset, Type type)
    {
        LocalBuilder top = il.DeclareLocal(type);
        il.Emit(OpCodes.Stloc, top);
        Store(offset, top);
    }

    private void Store(int offset, LocalBuilder value)
    {
        LoadAddress(offset);
        il.Emit(OpCodes.Ldloc, value);
        if (value.LocalType.IsByRef)
        {
            il.Emit(OpCodes.Conv_U);
            il.Emit(OpCodes.Stind_I);
        }
        else
        {
            il.Emit(OpCodes.Stobj, value.LocalType);
        }
    }
}
