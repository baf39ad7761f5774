using ILGPU.Runtime.Cuda;
#if !ILGPU_PACKAGE
using NetArch.IlgpuEmulation.Execution;
#endif

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>Kernels with a path for tensor cores, behind <see cref="CudaAsm.IsSupported"/>, and a portable one beside it.</summary>
public sealed class TensorCoreTests
{
    private const string Multiply = "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%10, %11, %12, %13};";

    /// <summary>C (16x8) += A (16x8) B (8x8), one warp; the fragments lie as NVIDIA's PTX ISA says.</summary>
    private static void Product(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c)
    {
        int row = Warp.LaneIdx >> 2;
        int column = Warp.LaneIdx & 3;
        if (CudaAsm.IsSupported)
        {
            Output<float> d0 = default, d1 = default, d2 = default, d3 = default;
            Input<uint> a0 = Tf32(a[row * 8 + column]);
            Input<uint> a1 = Tf32(a[(row + 8) * 8 + column]);
            Input<uint> a2 = Tf32(a[row * 8 + column + 4]);
            Input<uint> a3 = Tf32(a[(row + 8) * 8 + column + 4]);
            Input<uint> b0 = Tf32(b[column * 8 + row]);
            Input<uint> b1 = Tf32(b[(column + 4) * 8 + row]);
            Input<float> c0 = c[row * 8 + 2 * column];
            Input<float> c1 = c[row * 8 + 2 * column + 1];
            Input<float> c2 = c[(row + 8) * 8 + 2 * column];
            Input<float> c3 = c[(row + 8) * 8 + 2 * column + 1];
            CudaAsm.EmitRef(Multiply, ref d0, ref d1, ref d2, ref d3, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref c0, ref c1, ref c2, ref c3);
            c[row * 8 + 2 * column] = d0.Value;
            c[row * 8 + 2 * column + 1] = d1.Value;
            c[(row + 8) * 8 + 2 * column] = d2.Value;
            c[(row + 8) * 8 + 2 * column + 1] = d3.Value;
        }
        else
        {
            for (int i = Warp.LaneIdx; i < 128; i += 32)
            {
                for (int k = 0; k < 8; k++)
                    c[i] += a[(i >> 3) * 8 + k] * b[k * 8 + (i & 7)];
            }
        }
    }

    private static uint Tf32(float value)
    {
        CudaAsm.Emit("cvt.rna.tf32.f32 %0, %1;", out uint rounded, value);
        return rounded;
    }

    [Fact]
    public void The_portable_path_runs_where_there_is_no_PTX()
    {
        using var device = new TestDevice();
        Run(device).ShouldBe(Expected);
    }

    private static float[] Expected => [.. Enumerable.Range(0, 128).Select(i => 1000 + Enumerable.Range(0, 8).Sum(k => A(i / 8 * 8 + k) * B(k * 8 + i % 8)))];

    private static float A(int i) => i % 11 - 5;

    private static float B(int i) => i % 13 - 6;

    private static float[] Run(TestDevice device)
    {
        using var a = device.Upload(Enumerable.Range(0, 128).Select(A).ToArray());
        using var b = device.Upload(Enumerable.Range(0, 64).Select(B).ToArray());
        using var c = device.Upload(Enumerable.Repeat(1000f, 128).ToArray());
        device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>>(Product)(device.Stream, new KernelConfig(1, 32), a.View, b.View, c.View);
        return device.Download(c);
    }

#if !ILGPU_PACKAGE
    private static void Rounded(ArrayView<float> x, ArrayView<uint> y) => y[Group.IdxX] = Tf32(x[Group.IdxX]);

    private static void OtherInstruction(ArrayView<float> x, ArrayView<uint> y)
    {
        CudaAsm.Emit("ex2.approx.f32 %0, %1;", out float power, x[0]);
        y[0] = (uint)power;
    }

    private static void Unguarded(ArrayView<float> x, ArrayView<uint> y) => y[0] = Tf32(x[0]);

    private static void WritesAnInput(ArrayView<float> x, ArrayView<uint> y)
    {
        Input<uint> target = default;
        Input<float> source = x[0];
        CudaAsm.EmitRef("cvt.rna.tf32.f32 %0, %1;", ref target, ref source);
        y[0] = target.Value;
    }

    private static TestDevice TensorCores => new(new EmulationOptions { TensorCores = true });

    [Fact]
    public void The_tensor_core_path_multiplies_matrices_whose_numbers_are_exact_in_tf32()
    {
        using TestDevice device = TensorCores;
        Run(device).ShouldBe(Expected);
    }

    [Fact]
    public void Rounding_to_tf32_keeps_10_bits_and_takes_ties_away_from_zero()
    {
        using TestDevice device = TensorCores;
        using var x = device.Upload(1f + 1f / 2048, -1f - 1f / 2048, 1f + 1f / 4096, float.PositiveInfinity);
        using var y = device.Upload(new uint[4]);
        device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<uint>>(Rounded)(device.Stream, new KernelConfig(1, 4), x.View, y.View);
        device.Download(y).Select(BitConverter.UInt32BitsToSingle).ShouldBe([1f + 1f / 1024, -1f - 1f / 1024, 1f, float.PositiveInfinity]);
    }

    [Fact]
    public void Another_instruction_is_refused_by_its_name() => Fault(OtherInstruction, TensorCores)
        .ShouldContain("the emulation does not execute the PTX instruction 'ex2.approx.f32'");

    [Fact]
    public void PTX_without_a_guard_is_refused_where_there_is_none() => Fault(Unguarded, new TestDevice())
        .ShouldContain("Guard it with CudaAsm.IsSupported");

    [Fact]
    public void An_input_that_PTX_writes_is_refused() => Fault(WritesAnInput, TensorCores)
        .ShouldContain("cvt.rna.tf32.f32 writes %0. Pass an Output or a Ref there");

    private static string Fault(Action<ArrayView<float>, ArrayView<uint>> kernel, TestDevice device)
    {
        using (device)
        {
            using var x = device.Upload(1f);
            using var y = device.Upload(0u);
            var launcher = device.Accelerator.LoadKernel(kernel);
            return Should.Throw<KernelFaultException>(() => launcher(device.Stream, new KernelConfig(1, 1), x.View, y.View)).Message;
        }
    }
#endif
}
