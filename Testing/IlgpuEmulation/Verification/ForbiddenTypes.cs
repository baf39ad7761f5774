using System.Reflection;
using System.Runtime.CompilerServices;

namespace NetArch.IlgpuEmulation.Verification;

/// <summary>Types that do not exist on a GPU.</summary>
internal static class ForbiddenTypes
{
    /// <summary>Why a variable may not have this type, to follow its name; null if it may.</summary>
    public static string? Why(Type type)
    {
        Type bare = type.IsByRef ? type.GetElementType()! : type;
        if (bare == typeof(void) || bare == typeof(string))
            return null;
        if (bare.IsPointer || bare.IsFunctionPointer)
            return ", a pointer. ILGPU compiles none: use a view or a ref";
        if (bare.IsByRefLike)
            return ", which ILGPU does not compile, and after which its context fails for every other kernel too. Use a view";
        if (bare.IsDefined(typeof(InlineArrayAttribute), false))
            return ", an inline array. ILGPU does not compile it, and its context fails afterwards for every other kernel too. Use fields";
        if (!bare.IsValueType)
            return ", a reference type. A GPU has no objects: use structs and views";
        return IsOrHasReferences(bare) ? ", a struct with references in it. A GPU has no objects: use structs of numbers and views" : null;
    }

    /// <summary>The type, or type argument of it, that the assembly of ILGPU's launchers cannot see; null if there is none.</summary>
    public static Type? Hidden(Type type) => type.IsGenericType
        ? type.GetGenericArguments().Select(Hidden).FirstOrDefault(hidden => hidden is not null)
        : type.IsVisible || IsInternal(type) && IsOpenToLaunchers(type.Assembly) ? null : type;

    private static bool IsInternal(Type type) => type.IsNested
        ? (type.IsNestedAssembly || type.IsNestedFamORAssem || type.IsNestedPublic) && (type.DeclaringType!.IsVisible || IsInternal(type.DeclaringType))
        : type.IsNotPublic;

    private static bool IsOpenToLaunchers(Assembly assembly) =>
        assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Any(friend => friend.AssemblyName == "ILGPURuntime");

    private static bool IsOrHasReferences(Type type) =>
        (bool)typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.IsReferenceOrContainsReferences))!.MakeGenericMethod(type).Invoke(null, null)!;
}
