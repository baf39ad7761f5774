#if ILGPU_PACKAGE
using System.Reflection;
using ILGPU.Algorithms;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>What the emulation refuses, ILGPU's compiler for CUDA does not compile either, or not to what one wants; what the emulation runs, that compiles. No device is needed.</summary>
public sealed class PtxTruthTests
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Theory]
    [InlineData(nameof(RefusedKernels.MutableStatic))]
    [InlineData(nameof(RefusedKernels.StaticArray))]
    [InlineData(nameof(RefusedKernels.WriteStatic))]
    [InlineData(nameof(RefusedKernels.NewObject))]
    [InlineData(nameof(RefusedKernels.Box))]
    [InlineData(nameof(RefusedKernels.StackAllocation))]
    [InlineData(nameof(RefusedKernels.SpanOfLocal))]
    [InlineData(nameof(RefusedKernels.InlineArrays))]
    [InlineData(nameof(RefusedKernels.Throws))]
    [InlineData(nameof(RefusedKernels.Catches))]
    [InlineData(nameof(RefusedKernels.Text))]
    [InlineData(nameof(RefusedKernels.VirtualCall))]
    [InlineData(nameof(RefusedKernels.DelegateCall))]
    [InlineData(nameof(RefusedKernels.PointerParameter))]
    public void What_the_emulation_refuses_does_not_compile(string kernel) =>
        Should.Throw<Exception>(() => Compile(typeof(RefusedKernels).GetMethod(kernel, Static)!, algorithms: true));

    [Theory]
    [InlineData(nameof(RefusedKernels.Fused), ".extern .func")]
    [InlineData(nameof(RefusedKernels.InACallee), ".extern .func")]
    [InlineData(nameof(RefusedKernels.NewArray), "st.local")]
    [InlineData(nameof(RefusedKernels.HalfRounded), "shr.s32")]
    [InlineData(nameof(RefusedKernels.UnsignedQuarter), "shr.s32")]
    [InlineData(nameof(RefusedKernels.Recursion), ".visible .func")]
    public void What_else_it_refuses_compiles_to_what_is_wrong_or_slow(string kernel, string found) =>
        Compile(typeof(RefusedKernels).GetMethod(kernel, Static)!, algorithms: true).ShouldContain(found);

    [Fact]
    public void An_exponential_compiles_only_with_ILGPU_Algorithms()
    {
        MethodInfo method = typeof(RefusedKernels).GetMethod(nameof(RefusedKernels.Exponential))!;
        Should.Throw<Exception>(() => Compile(method, algorithms: false));
        Compile(method, algorithms: true).ShouldContain("ex2.approx");
    }

    [Theory]
    [InlineData(typeof(CollectiveKernels), nameof(CollectiveKernels.MatrixProduct))]
    [InlineData(typeof(CollectiveKernels), nameof(CollectiveKernels.References))]
    [InlineData(typeof(CollectiveKernels), nameof(CollectiveKernels.Stack))]
    [InlineData(typeof(CollectiveKernels), nameof(CollectiveKernels.Control))]
    [InlineData(typeof(CollectiveKernels), nameof(CollectiveKernels.Votes))]
    [InlineData(typeof(CollectiveKernels), nameof(CollectiveKernels.Segments))]
    [InlineData(typeof(KernelLanguageTests), "SumOfVectors")]
    [InlineData(typeof(KernelLanguageTests), "Transpose")]
    [InlineData(typeof(KernelLanguageTests), "Count")]
    [InlineData(typeof(KernelLanguageTests), "Functions")]
    [InlineData(typeof(KernelLanguageTests), "LongIndices")]
    [InlineData(typeof(KernelLanguageTests), "RefsAndLocalFunctions")]
    [InlineData(typeof(TensorCoreTests), "Product")]
    public void What_the_emulation_runs_compiles(Type type, string kernel) =>
        Compile(type.GetMethod(kernel, Static)!, algorithms: true).ShouldContain(".entry");

    [Fact]
    public void A_kernel_over_a_type_argument_compiles() =>
        Compile(typeof(CollectiveKernels).GetMethod(nameof(CollectiveKernels.Reduce))!.MakeGenericMethod(typeof(CollectiveKernels.Sum)), algorithms: true).ShouldContain("shfl.sync");

    private static string Compile(MethodInfo method, bool algorithms)
    {
        using var context = Context.Create(builder => Algorithms(builder.CPU(new CPUDevice(32, 8, 1)).Optimize(OptimizationLevel.O2), algorithms));
        using var backend = new PTXBackend(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_78, null!);
        var compiled = (PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(method), new KernelSpecialization(256, null));
        return compiled.PTXAssembly;
    }

    private static Context.Builder Algorithms(Context.Builder builder, bool algorithms) => algorithms ? builder.EnableAlgorithms() : builder;
}
#endif
