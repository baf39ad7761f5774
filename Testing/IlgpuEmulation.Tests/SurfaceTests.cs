#if ILGPU_PACKAGE
using System.Reflection;
using ILGPU.Algorithms;

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>The emulation declares nothing that ILGPU does not declare alike.</summary>
public sealed class SurfaceTests
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Assembly[] Ilgpu = [typeof(Context).Assembly, typeof(XMath).Assembly];

    [Fact]
    public void Every_public_member_of_the_emulation_is_one_of_ILGPU()
    {
        string path = typeof(SurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Emulation").Value!;
        IEnumerable<Type> types = Assembly.LoadFrom(path).GetExportedTypes().Where(type => type.Namespace!.StartsWith("ILGPU", StringComparison.Ordinal));
        types.SelectMany(Missing).ShouldBeEmpty();
    }

    private static IEnumerable<string> Missing(Type type)
    {
        Type? real = Ilgpu.Select(assembly => assembly.GetType(type.FullName!)).FirstOrDefault(found => found is not null);
        if (real is null)
            return [$"type {type.FullName}"];
        var known = real.GetMembers(Members).Concat(real.GetInterfaces().SelectMany(contract => contract.GetMembers(Members))).Select(Signature).ToHashSet();
        IEnumerable<string> members = type.GetMembers(Members | BindingFlags.DeclaredOnly).Where(member => member is not Type).Select(Signature).Where(signature => !known.Contains(signature));
        return members.Select(signature => $"{type.FullName}: {signature}");
    }

    private static string Signature(MemberInfo member) => member switch
    {
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)}){Extension(method)}",
        ConstructorInfo constructor => $"constructor({Parameters(constructor)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name}[{string.Join(", ", property.GetIndexParameters().Select(parameter => Name(parameter.ParameterType)))}]",
        FieldInfo { IsLiteral: true } field => $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        _ => member.ToString()!,
    };

    private static string Extension(MethodInfo method) =>
        (method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), false) ? " extension" : "") + (method.IsDefined(typeof(ObsoleteAttribute), false) ? " obsolete" : "");

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"`{method.GetGenericArguments().Length}" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => (parameter.IsOut ? "out " : parameter.IsIn ? "in " : "") + Name(parameter.ParameterType)));

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!) + "&";
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return type.DeclaringMethod is null ? "!" + type.GenericParameterPosition : "!!" + type.GenericParameterPosition;
        string name = $"{type.Namespace}.{type.DeclaringType?.Name}.{type.Name}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
#endif
