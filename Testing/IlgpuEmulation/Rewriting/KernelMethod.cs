using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>A method that runs on the device: its variables (arguments first, then locals) and its instructions.</summary>
internal sealed class KernelMethod
{
    private static readonly ConcurrentDictionary<MethodBase, KernelMethod> Known = new();

    private readonly Lazy<bool> suspends;

    private KernelMethod(MethodBase source)
    {
        Source = source;
        MethodBody body = source.GetMethodBody() ?? throw new InvalidOperationException($"{Name} has no body.");
        InitLocals = body.InitLocals;
        HasHandlers = body.ExceptionHandlingClauses.Count > 0;
        ParameterTypes = [.. ThisType(source), .. source.GetParameters().Select(parameter => parameter.ParameterType)];
        VariableTypes = [.. ParameterTypes, .. body.LocalVariables.OrderBy(local => local.LocalIndex).Select(local => local.LocalType)];
        Instructions = IlReader.Read(source, body);
        suspends = new Lazy<bool>(() => Instructions.Any(Suspension.IsIn));
    }

    public MethodBase Source { get; }

    public string Name => Source.DeclaringType is { } type ? $"{type.Name}.{Source.Name}" : Source.Name;

    public bool InitLocals { get; }

    public bool HasHandlers { get; }

    public IReadOnlyList<Type> ParameterTypes { get; }

    public IReadOnlyList<Type> VariableTypes { get; }

    public IReadOnlyList<IlInstruction> Instructions { get; }

    public Type ReturnType => Source is MethodInfo method ? method.ReturnType : typeof(void);

    /// <summary>Whether a thread may have to wait for others in this method or in one that it calls.</summary>
    public bool Suspends => suspends.Value;

    public static KernelMethod Of(MethodBase source) => Known.GetOrAdd(source, static method => new KernelMethod(method));

    /// <summary>Which variable an instruction such as <c>ldarg.1</c> or <c>stloc 7</c> names; -1 if none.</summary>
    public int VariableOf(IlInstruction instruction)
    {
        string name = instruction.Code.Name!;
        bool argument = name.StartsWith("ldarg", StringComparison.Ordinal) || name.StartsWith("starg", StringComparison.Ordinal);
        if (!argument && !name.StartsWith("ldloc", StringComparison.Ordinal) && !name.StartsWith("stloc", StringComparison.Ordinal))
            return -1;
        int number = instruction.Operand is int operand ? operand : name[^1] - '0';
        return argument ? number : ParameterTypes.Count + number;
    }

    private static Type[] ThisType(MethodBase source) =>
        source.IsStatic ? [] : [source.DeclaringType!.IsValueType ? source.DeclaringType.MakeByRefType() : source.DeclaringType];
}

/// <summary>Finds the calls at which a thread may have to wait.</summary>
internal static class Suspension
{
    public static bool IsIn(IlInstruction instruction) => Target(instruction) is { } target && (IsCollective(target) || SuspendsIn(target))
        || instruction.Operand is string asm && Execution.PtxProgram.IsOfWarp(asm);

    public static bool IsCollective(MethodBase target) =>
        target.IsDefined(typeof(Execution.CollectiveAttribute), false);

    /// <summary>Whether a method is compiled for the device as it stands, and not built in.</summary>
    public static bool IsUserCode(MethodBase method) =>
        method.Module != typeof(Suspension).Module && method.Module != typeof(object).Module && method.GetMethodBody() is not null;

    /// <summary>Whether the called method, which is no collective itself, must be rewritten.</summary>
    public static bool SuspendsIn(MethodBase target) => IsUserCode(target) && KernelMethod.Of(target).Suspends;

    /// <summary>The method that a call reaches: a member of an interface is resolved to the type argument's own.</summary>
    public static MethodBase? Target(IlInstruction instruction)
    {
        if (instruction.Code != OpCodes.Call && instruction.Code != OpCodes.Callvirt && instruction.Code != OpCodes.Newobj)
            return null;
        var method = instruction.Member<MethodBase>();
        return instruction.Constraint is { } type && method is MethodInfo declared ? ConstrainedCall.Resolve(type, declared) : method;
    }
}
