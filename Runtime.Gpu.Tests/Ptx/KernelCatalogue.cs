using System.Reflection;
using NetArch.Gpu;

namespace NetArch.Runtime.Gpu.Tests.Ptx;

/// <summary>Every kernel of the runtime, generic ones with each of their type arguments.</summary>
internal static class KernelCatalogue
{
    private static readonly Type[] Activations =
    [
        typeof(NetArch.Gpu.Identity), typeof(NetArch.Gpu.Relu), typeof(NetArch.Gpu.Relu6), typeof(NetArch.Gpu.LeakyRelu<Tenth>),
        typeof(NetArch.Gpu.Elu<Tenth>), typeof(NetArch.Gpu.Elu<MinusTenth>), typeof(NetArch.Gpu.Sigmoid), typeof(NetArch.Gpu.Tanh),
        typeof(NetArch.Gpu.Swish), typeof(NetArch.Gpu.Negate), typeof(NetArch.Gpu.Complement),
    ];

    public readonly struct Tenth : IConstant
    {
        public static float Value => 0.1f;
    }

    public readonly struct MinusTenth : IConstant
    {
        public static float Value => -0.1f;
    }

    public static IEnumerable<MethodInfo> All =>
        from type in typeof(GpuFrame).Assembly.GetTypes()
        where type.Name.EndsWith("Kernels", StringComparison.Ordinal)
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.ReturnType == typeof(void)
        orderby type.Name, method.Name
        from closed in Close(method)
        select closed;

    public static string NameOf(MethodInfo kernel) =>
        kernel.DeclaringType!.Name + "." + kernel.Name + string.Concat(kernel.GetGenericArguments().Select(type => "<" + NameOf(type) + ">"));

    private static string NameOf(Type type) =>
        type.IsGenericType ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + " " + type.GetGenericArguments()[0].Name : type.Name;

    private static IEnumerable<MethodInfo> Close(MethodInfo method) =>
        method.IsGenericMethodDefinition ? ArgumentsOf(method).Select(type => method.MakeGenericMethod(type)) : [method];

    private static IEnumerable<Type> ArgumentsOf(MethodInfo method)
    {
        Type contract = method.GetGenericArguments().Single().GetGenericParameterConstraints().Single(type => type.IsInterface);
        if (contract == typeof(IGpuActivation)) return Activations;
        return typeof(GpuFrame).Assembly.GetTypes().Where(type => type.IsValueType && type.IsAssignableTo(contract));
    }
}
