using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using ILGPU;
using NetArch.IlgpuEmulation.Rewriting;
using NetArch.IlgpuEmulation.Verification;

namespace NetArch.IlgpuEmulation.Execution;

/// <summary>Runs one thread: from the frame's state on until it waits (1) or is done (0).</summary>
internal delegate int ThreadBody(nint frame);

/// <summary>A kernel, checked and ready to run: as it is where its threads never wait for each other, rewritten where they do.</summary>
internal sealed record KernelProgram(string Name, ArgumentLayout Arguments, ThreadBody Body, bool Suspends, int FrameSize)
{
    private static readonly ConcurrentDictionary<(MethodInfo, bool), KernelProgram> Known = new();

    public static KernelProgram Of(MethodInfo method, ContextProperties properties) =>
        Known.GetOrAdd((method, properties.HasAlgorithms), static key => Prepare(key.Item1, key.Item2));

    private static KernelProgram Prepare(MethodInfo method, bool hasAlgorithms)
    {
        KernelVerifier.Verify(method, hasAlgorithms);
        KernelMethod kernel = KernelMethod.Of(method);
        ArgumentLayout arguments = ArgumentLayout.Of(method);
        if (!kernel.Suspends)
            return new KernelProgram(method.Name, arguments, Direct(method, arguments), false, arguments.Size);
        ResumableMethod resumable = ResumableMethod.Of(kernel);
        return new KernelProgram(method.Name, arguments, resumable.Method.CreateDelegate<ThreadBody>(), true, resumable.FrameSize);
    }

    private static ThreadBody Direct(MethodInfo method, ArgumentLayout arguments)
    {
        var body = new DynamicMethod("Run " + method.Name, typeof(int), [typeof(nint)], method.Module, skipVisibility: true);
        ILGenerator il = body.GetILGenerator();
        for (int i = 0; i < arguments.Count; i++)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, arguments.Offsets[i]);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Ldobj, arguments.Types[i]);
        }
        il.Emit(OpCodes.Call, method);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
        return body.CreateDelegate<ThreadBody>();
    }
}
