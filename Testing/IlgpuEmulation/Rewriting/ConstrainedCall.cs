using System.Reflection;

namespace NetArch.IlgpuEmulation.Rewriting;

/// <summary>Finds what a call of an interface's member on a struct type argument reaches.</summary>
internal static class ConstrainedCall
{
    public static MethodInfo Resolve(Type type, MethodInfo declared)
    {
        if (declared.DeclaringType is not { IsInterface: true } contract)
            return type.GetMethod(declared.Name, [.. declared.GetParameters().Select(parameter => parameter.ParameterType)]) ?? declared;
        MethodInfo open = declared.IsGenericMethod ? declared.GetGenericMethodDefinition() : declared;
        InterfaceMapping map = type.GetInterfaceMap(contract);
        int index = Array.FindIndex(map.InterfaceMethods, method => method.MetadataToken == open.MetadataToken);
        if (index < 0 || map.TargetMethods[index] is not { } target)
            return declared;
        return declared.IsGenericMethod ? target.MakeGenericMethod(declared.GetGenericArguments()) : target;
    }
}
