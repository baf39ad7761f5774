using System.Reflection;
using System.Runtime.CompilerServices;
using ILGPU;
using NetArch.IlgpuEmulation.Rewriting;

namespace NetArch.IlgpuEmulation.Verification;

/// <summary>Refuses, when a kernel is loaded, what ILGPU could not compile for a GPU, or would compile wrongly.</summary>
internal static class KernelVerifier
{
    private const int MaxParameters = 14;

    public static void Verify(MethodInfo kernel, bool hasAlgorithms)
    {
        VerifyEntry(kernel);
        var rules = new InstructionRules(hasAlgorithms);
        var seen = new HashSet<MethodBase> { kernel };
        var path = new List<MethodBase>();
        Visit(kernel);

        void Visit(MethodBase method)
        {
            path.Add(method);
            KernelMethod code = KernelMethod.Of(method);
            VerifyMethod(code);
            foreach (IlInstruction instruction in code.Instructions)
            {
                rules.Verify(code, instruction);
                if (Suspension.Target(instruction) is not { } callee || !Suspension.IsUserCode(callee))
                    continue;
                if (path.Contains(callee))
                    throw Refused(code, instruction, $"it calls {callee.Name}, which is being called already. A GPU has hardly any stack for recursion: write a loop");
                if (seen.Add(callee))
                    Visit(callee);
            }
            path.RemoveAt(path.Count - 1);
        }
    }

    public static InternalCompilerException Refused(KernelMethod method, IlInstruction instruction, string why) =>
        new($"{method.Name} at IL_{instruction.Offset:X4}: {why}.");

    private static void VerifyEntry(MethodInfo kernel)
    {
        ParameterInfo[] parameters = kernel.GetParameters();
        if (!kernel.IsStatic)
            throw new InternalCompilerException($"{kernel.Name}: a kernel is a static method here, not a lambda nor a method of an object.");
        if (kernel.ReturnType != typeof(void))
            throw new InternalCompilerException($"{kernel.Name}: a kernel returns nothing, and this one returns {kernel.ReturnType.Name}. Write results into a view.");
        if (parameters.Length > MaxParameters)
            throw new InternalCompilerException($"{kernel.Name} has {parameters.Length} parameters; a kernel has at most {MaxParameters}. Put several into a struct.");
        foreach (ParameterInfo parameter in parameters)
        {
            if (parameter.ParameterType.IsByRef || ForbiddenTypes.Why(parameter.ParameterType) is not null)
                throw new InternalCompilerException($"{kernel.Name}: parameter {parameter.Name} is {parameter.ParameterType.Name}{ForbiddenTypes.Why(parameter.ParameterType)}. A kernel takes views and structs of numbers.");
            if (ForbiddenTypes.Hidden(parameter.ParameterType) is { } hidden)
                throw new InternalCompilerException($"{kernel.Name}: parameter {parameter.Name} is of the type {hidden.Name}, which is not public. ILGPU passes arguments through an assembly of its own: make the type public, or its assembly's internals visible to ILGPURuntime.");
        }
    }

    private static void VerifyMethod(KernelMethod method)
    {
        if (method.HasHandlers)
            throw new InternalCompilerException($"{method.Name}: a GPU has no exceptions, so a kernel has no try, using, lock or foreach over an enumerator.");
        foreach (Type type in method.VariableTypes.Append(method.ReturnType))
        {
            if (ForbiddenTypes.Why(type) is { } why)
                throw new InternalCompilerException($"{method.Name}: a variable or result is {type.Name}{why}.");
        }
    }
}
