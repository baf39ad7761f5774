using System.Reflection;
using System.Reflection.Emit;
using ILGPU;
using ILGPU.Runtime;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>Makes the delegate that lays a kernel's arguments out in memory and launches it.</summary>
internal static class KernelLauncher
{
    private static readonly MethodInfo Run = typeof(Kernel).GetMethod(nameof(Kernel.Run), BindingFlags.Instance | BindingFlags.NonPublic)!;

    public static Delegate Create(Kernel kernel, Type delegateType)
    {
        ArgumentLayout arguments = kernel.CompiledKernel.Program.Arguments;
        Type[] parameters = [typeof(Kernel), typeof(AcceleratorStream), typeof(KernelConfig), .. arguments.Types];
        CheckSignature(kernel, delegateType, parameters);
        var method = new DynamicMethod("Launch " + kernel.CompiledKernel.Name, typeof(void), parameters, typeof(Kernel).Module, skipVisibility: true);
        Write(method.GetILGenerator(), arguments);
        return method.CreateDelegate(delegateType, kernel);
    }

    private static void Write(ILGenerator il, ArgumentLayout arguments)
    {
        LocalBuilder block = il.DeclareLocal(typeof(nint));
        il.Emit(OpCodes.Ldc_I4, arguments.Size);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Localloc);
        il.Emit(OpCodes.Stloc, block);
        for (int i = 0; i < arguments.Count; i++)
        {
            il.Emit(OpCodes.Ldloc, block);
            il.Emit(OpCodes.Ldc_I4, arguments.Offsets[i]);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldarg, (short)(i + 3));
            il.Emit(OpCodes.Stobj, arguments.Types[i]);
        }
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Ldloc, block);
        il.Emit(OpCodes.Call, Run);
        il.Emit(OpCodes.Ret);
    }

    private static void CheckSignature(Kernel kernel, Type delegateType, Type[] parameters)
    {
        IEnumerable<Type> given = delegateType.GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType);
        if (!given.SequenceEqual(parameters.Skip(1)))
            throw new ArgumentException($"Kernel {kernel.CompiledKernel.Name} is launched by a delegate with the parameters ({string.Join(", ", parameters.Skip(1).Select(type => type.Name))}), not ({string.Join(", ", given.Select(type => type.Name))}).");
    }
}
