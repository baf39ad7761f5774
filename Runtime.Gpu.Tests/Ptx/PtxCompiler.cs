using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace NetArch.Runtime.Gpu.Tests.Ptx;

/// <summary>What ILGPU makes of a kernel for an architecture; no device is needed.</summary>
public sealed class PtxCompiler : IDisposable
{
    private readonly Context context = Context.Create(builder => builder.Cuda().EnableAlgorithms().Optimize(OptimizationLevel.O2));

    public string Compile(MethodInfo kernel, CudaArchitecture architecture)
    {
        using var backend = new PTXBackend(context, architecture, CudaInstructionSet.ISA_78, null!);
        var compiled = (PTXCompiledKernel)backend.Compile(
            EntryPointDescription.FromExplicitlyGroupedKernel(kernel), new KernelSpecialization(256, null));
        return compiled.PTXAssembly;
    }

    public void Dispose() => context.Dispose();
}
