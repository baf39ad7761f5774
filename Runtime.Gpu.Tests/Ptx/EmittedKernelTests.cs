using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU.Runtime.Cuda;

namespace NetArch.Runtime.Gpu.Tests.Ptx;

/// <summary>What ILGPU makes of the kernels that the generator emitted for LeNet, CifarCnn and the residual networks.</summary>
public sealed class EmittedKernelTests(PtxCompiler compiler) : IClassFixture<PtxCompiler>
{
    private static readonly MethodInfo[] Emitted =
        [.. typeof(NetArch.Compiled.GpuConvolutions).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)];

    public static TheoryData<string> Kernels => [.. Emitted.Select(kernel => kernel.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Tensor_cores_multiply_in_the_kernels_that_are_named_for_them(string name)
    {
        int products = Regex.Matches(compiler.Compile(Find(name), CudaArchitecture.SM_80), @"mma\.sync\.aligned\.m16n8k8").Count;
        if (name.Contains("tf32", StringComparison.Ordinal)) products.ShouldBeGreaterThan(8);
        else products.ShouldBe(0);
    }

    /// <summary>Loads of four weights: for each tap and four filters one; backward for each tap that the source holds, channel and row.</summary>
    public static TheoryData<string, int> VectorLoads => new()
    {
        { "Convolve_5x5_by8x4", 25 * 2 },
        { "Convolve_3x3_by8x4", 9 * 2 },
        { "Convolve_1x1_by8x1", 2 },
        { "ConvolveBackward_3x3_by8x4", 9 * 8 },
        { "ConvolveBackward_1x1_by8x1", 8 },
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_kernel_keeps_to_registers_and_divides_nowhere(string name)
    {
        foreach (CudaArchitecture architecture in new[] { CudaArchitecture.SM_80, CudaArchitecture.SM_90 })
        {
            string ptx = compiler.Compile(Find(name), architecture);
            // Operands of inline PTX are local variables there, which ptxas turns into registers.
            if (!name.Contains("tf32", StringComparison.Ordinal)) Regex.Matches(ptx, @"\.local\b").ShouldBeEmpty("local memory");
            Regex.Matches(ptx, @"\b(div|rem)\.").ShouldBeEmpty("division");
            PtxLoops.Of(ptx).ShouldNotBeEmpty("a sum over channels or positions is a loop");
        }
    }

    [Theory]
    [MemberData(nameof(VectorLoads))]
    public void Weights_come_four_at_a_time(string name, int loads) =>
        Regex.Matches(compiler.Compile(Find(name), CudaArchitecture.SM_90), @"ld\.global\.v4\.f32").Count.ShouldBe(loads);

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Multiply_and_add_can_be_fused(string name)
    {
        // ptxas makes one instruction of a product that only a sum reads, or ILGPU has already.
        if (name.Contains("tf32", StringComparison.Ordinal)) return;
        string[] loop = PtxLoops.Of(compiler.Compile(Find(name), CudaArchitecture.SM_90));
        int products = loop.Count(line => line.StartsWith("mul.f32", StringComparison.Ordinal) || line.StartsWith("mul.rn.f32", StringComparison.Ordinal));
        int fused = loop.Count(line => line.StartsWith("fma.rn.f32", StringComparison.Ordinal));
        (products + fused).ShouldBeGreaterThan(0);
        loop.ShouldNotContain(line => line.StartsWith("mul.rn.f32", StringComparison.Ordinal), "a product with its own rounding cannot be fused");
    }

    private static MethodInfo Find(string name)
    {
        MethodInfo kernel = Emitted.Single(kernel => kernel.Name == name);
        return kernel.IsGenericMethodDefinition ? kernel.MakeGenericMethod(typeof(NetArch.Gpu.Relu)) : kernel;
    }
}
