using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;

namespace NetArch.Runtime.Gpu.Tests.Ptx;

/// <summary>What ILGPU makes of the kernels, without a device.</summary>
public sealed class PtxTests(PtxCompiler compiler) : IClassFixture<PtxCompiler>
{
    /// <summary>Adam divides by a root for each of a group's weights; nothing else divides in a loop.</summary>
    private static readonly string[] DividesInLoop = ["OptimizerKernels.Take<AdamRule>"];

    public static TheoryData<string> Kernels => [.. KernelCatalogue.All.Select(KernelCatalogue.NameOf)];

    /// <summary>Kernels whose 128-bit loads and stores are counted: kernel, loads, stores.</summary>
    public static TheoryData<string, int, int> VectorAccesses => new()
    {
        { "ElementwiseKernels.Activate<Tanh>", 1, 1 },
        { "ElementwiseKernels.Add<Relu>", 2, 1 },
        { "ElementwiseKernels.Differentiate<Relu>", 2, 1 },
        { "PoolingKernels.Halve<MaximumPooling>", 4, 1 },
        { "PoolingKernels.Forward<AveragePooling>", 4, 1 },
        { "PoolingKernels.Global<AveragePooling>", 4, 1 },
        { "PoolingGradientKernels.HalveMaximum<Relu>", 6, 4 },
        { "PoolingGradientKernels.Maximum<Relu>", 4, 1 },
        { "PoolingGradientKernels.Average<Relu>", 2, 1 },
        { "PoolingGradientKernels.Spread<Identity>", 1, 1 },
        { "PaddedShortcutKernels.Forward", 1, 1 },
        { "PaddedShortcutKernels.Backward", 1, 1 },
        { "MaxoutKernels.Forward", 2, 1 },
        { "MaxoutKernels.Backward", 3, 1 },
        { "LocalResponseKernels.Forward<ThreeQuarters>", 4, 2 },
        { "LocalResponseKernels.Prepare<ThreeQuarters>", 3, 2 },
        { "LocalResponseKernels.Finish", 5, 1 },
        { "BatchSumKernels.Values", 4, 0 },
        { "BatchSumKernels.Gradients", 8, 0 },
        { "BatchNormalisationKernels.Apply<Relu>", 2, 1 },
        { "BatchNormalisationKernels.ApplyFolded<Relu>", 2, 1 },
        { "BatchNormalisationKernels.Backward<Identity>", 2, 1 },
        { "BatchNormalisationKernels.BackwardFolded<Relu>", 2, 1 },
        { "BiasGradientKernels.Add", 4, 0 },
        { "FoldingKernels.Weights", 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_kernel_keeps_to_registers_and_divides_in_no_loop(string name)
    {
        foreach (CudaArchitecture architecture in new[] { CudaArchitecture.SM_80, CudaArchitecture.SM_90 })
        {
            string ptx = compiler.Compile(Find(name), architecture);
            ptx.ShouldContain(".entry");
            Regex.Matches(ptx, @"\.local\b").ShouldBeEmpty("local memory");
            Regex.Matches(ptx, @"\b(div|rem)\.[su]\d+").ShouldBeEmpty("integer division");
            Regex.Matches(ptx, @"\.approx").ShouldBeEmpty("approximate functions");
            if (!DividesInLoop.Contains(name)) PtxLoops.Of(ptx).Where(line => line.Contains("div.", StringComparison.Ordinal)).ShouldBeEmpty("division in a loop");
        }
    }

    [Theory]
    [MemberData(nameof(VectorAccesses))]
    public void Four_lanes_are_one_load_and_one_store(string name, int loads, int stores)
    {
        string ptx = compiler.Compile(Find(name), CudaArchitecture.SM_80);
        Regex.Matches(ptx, @"ld\.global\.v4\.f32").Count.ShouldBe(loads, "loads");
        Regex.Matches(ptx, @"st\.global\.v4\.f32").Count.ShouldBe(stores, "stores");
    }

    /// <summary>ILGPU's O1 loads by generic addresses, and its comparisons are what not-a-number hangs on.</summary>
    [Fact]
    public void Comparisons_let_not_a_number_through()
    {
        string relu = compiler.Compile(Find("ElementwiseKernels.Activate<Relu>"), CudaArchitecture.SM_90);
        // x < 0 ? 0 : x, with an ordered comparison: false for not-a-number, which therefore stays.
        Regex.Matches(relu, @"setp\.lt\.f32\s+%p\d+, %f\d+, 0f00000000").Count.ShouldBe(4);
        string maximum = compiler.Compile(Find("MaxoutKernels.Forward"), CudaArchitecture.SM_90);
        Regex.Matches(maximum, @"testp\.notanumber\.f32").Count.ShouldBe(4);
        maximum.ShouldNotContain("max.f32");
    }

    [Fact]
    public void Loops_are_told_from_blocks_that_were_laid_out_behind()
    {
        const string ptx = """
            .visible .entry K()
            {
            	@%p1 bra	L_2;
            	L_1:
            	div.rn.f32	%f1, %f1, %f2;
            	ret;
            	L_2:
            	add.s32	%r1, %r1, 1;
            	setp.lt.s32	%p2, %r1, 5;
            	@%p2 bra.uni	L_2;
            	bra	L_1;
            }
            """;
        PtxLoops.Of(ptx).ShouldBe(["add.s32	%r1, %r1, 1;", "setp.lt.s32	%p2, %r1, 5;", "@%p2 bra.uni	L_2;"]);
    }

    private static MethodInfo Find(string name) => KernelCatalogue.All.First(kernel => KernelCatalogue.NameOf(kernel) == name);
}
