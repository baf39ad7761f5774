using System.Diagnostics;
using System.Numerics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using NetArch.IlgpuEmulation.Rewriting;

namespace NetArch.IlgpuEmulation.Verification;

/// <summary>What a kernel may call: its own methods, ILGPU's, and those of the class library that ILGPU knows.</summary>
internal sealed class CallRules(bool hasAlgorithms)
{
    private static readonly HashSet<Type> Known =
        [typeof(Math), typeof(MathF), typeof(float), typeof(double), typeof(BitConverter), typeof(BitOperations), typeof(Debug)];

    private static readonly HashSet<string> OfAlgorithms =
        ["Exp", "Log", "Log10", "Pow", "Tanh", "Sinh", "Cosh", "Tan", "Asin", "Acos", "Atan", "Atan2", "Round", "Truncate", "IEEERemainder"];

    /// <summary>Why a call is not allowed; null if it is.</summary>
    public string? Verify(IlInstruction instruction)
    {
        MethodBase target = Suspension.Target(instruction)!;
        Type owner = target.DeclaringType!;
        if (instruction.Code == OpCodes.Newobj && owner.IsAssignableTo(typeof(Exception)))
            return InstructionRules.NoExceptions;
        if (instruction.Code == OpCodes.Newobj && !owner.IsValueType)
            return $"it makes a {owner.Name}. A GPU has no heap: use structs";
        if (owner == typeof(Unsafe) || owner.Namespace == typeof(System.Runtime.InteropServices.Marshal).Namespace)
            return $"{owner.Name}.{target.Name} is nothing for a kernel: ILGPU compiles hardly any of {owner.Name}. Use views, Cast and Interop.FloatAsInt";
        if (target.Name == nameof(MathF.FusedMultiplyAdd) && (owner == typeof(MathF) || owner == typeof(Math)))
            return $"{owner.Name}.FusedMultiplyAdd becomes an external function that no driver knows. Write a * b + c: the GPU's assembler fuses it";
        if (target is { IsStatic: false, DeclaringType.IsValueType: false })
            return $"{owner.Name}.{target.Name} is called on an object. A GPU has no objects and no virtual calls: use a struct type argument with static abstract members";
        if (target.IsAbstract)
            return $"what {owner.Name}.{target.Name} is cannot be told when the kernel is loaded. Call it on a struct type argument";
        if (owner.Module == typeof(CallRules).Module || Suspension.IsUserCode(target))
            return OfIlgpu(target);
        return OfLibrary(target);
    }

    private string? OfIlgpu(MethodBase target) =>
        target.DeclaringType == typeof(ILGPU.Algorithms.XMath) ? WithoutAlgorithms(target, true) : null;

    private string? OfLibrary(MethodBase target)
    {
        Type owner = target.DeclaringType!;
        if (typeof(ITuple).IsAssignableFrom(owner) && target is ConstructorInfo)
            return null;
        if (!Known.Contains(owner))
            return $"{owner.Name}.{target.Name} is none of the library's methods that ILGPU is known to compile rightly. Write it out, or use XMath, IntrinsicMath or Interop";
        return WithoutAlgorithms(target, OfAlgorithms.Contains(target.Name));
    }

    private string? WithoutAlgorithms(MethodBase target, bool needed) => needed && !hasAlgorithms
        ? $"{target.DeclaringType!.Name}.{target.Name} reaches a GPU only through ILGPU.Algorithms. Call EnableAlgorithms() on the context's builder"
        : null;
}
