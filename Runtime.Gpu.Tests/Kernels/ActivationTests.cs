using System.Runtime.Intrinsics;
using NetArch.Gpu;
using NetArch.Runtime.Gpu.Tests.Memory;

namespace NetArch.Runtime.Gpu.Tests.Kernels;

/// <summary>Each function against the CPU's of the same name, special numbers included.</summary>
public sealed class ActivationTests
{
    private static readonly float[] Special =
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f, float.Epsilon, -float.Epsilon, 1e-30f, -1e-30f, 6, 6.0000005f, 5.9999995f,
        88.7f, 88.8f, -87.4f, -88, -103, -104, -105, 1e30f, -1e30f, float.MaxValue, float.MinValue,
    ];

    private static readonly float[] Inputs = [.. Special, .. Enumerable.Range(-4000, 8001).Select(i => i * 0.005f)];

    public readonly struct Fifth : IConstant
    {
        public static float Value => 0.2f;
    }

    public readonly struct MinusFifth : IConstant
    {
        public static float Value => -0.2f;
    }

    [Fact]
    public void Relu_is_the_CPUs() => Compare<NetArch.Gpu.Relu, NetArch.Relu>(Tolerances.Exact);

    [Fact]
    public void Relu6_is_the_CPUs() => Compare<NetArch.Gpu.Relu6, NetArch.Relu6>(Tolerances.Exact);

    [Fact]
    public void Leaky_relu_is_the_CPUs()
    {
        Compare<NetArch.Gpu.LeakyRelu<Fifth>, NetArch.LeakyRelu<Fifth>>(Tolerances.Exact);
        Compare<NetArch.Gpu.LeakyRelu<MinusFifth>, NetArch.LeakyRelu<MinusFifth>>(Tolerances.Exact);
    }

    [Fact]
    public void Elu_is_the_CPUs()
    {
        Compare<NetArch.Gpu.Elu<Fifth>, NetArch.Elu<Fifth>>(Tolerances.Curve);
        Compare<NetArch.Gpu.Elu<MinusFifth>, NetArch.Elu<MinusFifth>>(Tolerances.Curve);
    }

    [Fact]
    public void Sigmoid_is_the_CPUs() => Compare<NetArch.Gpu.Sigmoid, NetArch.Sigmoid>(Tolerances.Curve);

    [Fact]
    public void Tanh_is_the_CPUs() => Compare<NetArch.Gpu.Tanh, NetArch.Tanh>(Tolerances.Curve);

    [Fact]
    public void Swish_is_the_CPUs() => Compare<NetArch.Gpu.Swish, NetArch.Swish>(Tolerances.Curve);

    [Fact]
    public void Identity_negation_and_complement_are_the_CPUs()
    {
        Compare<NetArch.Gpu.Identity, NetArch.Identity>(Tolerances.Exact);
        Compare<NetArch.Gpu.Negate, NetArch.Negate>(Tolerances.Exact);
        Compare<NetArch.Gpu.Complement, NetArch.Complement>(Tolerances.Exact);
    }

    [Fact]
    public void Exponential_and_logarithm_are_exact_to_a_few_units_of_the_last_place()
    {
        float.IsNaN(ScalarMath.Exp(float.NaN)).ShouldBeTrue();
        foreach (float x in Inputs.Where(x => !float.IsNaN(x)))
        {
            float power = (float)Math.Exp(x);
            if (float.IsInfinity(power)) ScalarMath.Exp(x).ShouldBe(power, $"e^{x}");
            else ((double)ScalarMath.Exp(x)).ShouldBe(power, Math.Max(1.5e-45, power * 2e-7), $"e^{x}");
            if (!(Math.Abs(x) >= 1.2e-38)) continue;
            float expected = (float)Math.Log(x), found = ScalarMath.Log(x);
            if (!float.IsFinite(expected)) found.ShouldBe(expected, $"log {x}");
            else ((double)found).ShouldBe(expected, Math.Abs(Math.Log(x)) * 2e-7 + 1e-9, $"log {x}");
        }

        ScalarMath.Exp(0).ShouldBe(1);
        ScalarMath.Log(1).ShouldBe(0);
        float.IsNaN(ScalarMath.Log(float.NaN)).ShouldBeTrue();
    }

    [Fact]
    public void The_larger_of_two_is_not_a_number_where_one_of_them_is()
    {
        ScalarMath.Largest(1, 2).ShouldBe(2);
        ScalarMath.Largest(2, 1).ShouldBe(2);
        float.IsNaN(ScalarMath.Largest(float.NaN, 1)).ShouldBeTrue();
        float.IsNaN(ScalarMath.Largest(1, float.NaN)).ShouldBeTrue();
    }

    private static void Compare<TGpu, TCpu>(Tolerance tolerance)
        where TGpu : struct, IGpuActivation
        where TCpu : struct, IActivation
    {
        TGpu.IsIdentity.ShouldBe(TCpu.IsIdentity);
        TGpu.DerivesByInput.ShouldBe(TCpu.DerivesByInput);
        float[] results = [.. Inputs.Select(TGpu.Apply)];
        results.ShouldMatch([.. Inputs.Select(x => TCpu.Apply(Vector512.Create(x))[0])], tolerance, typeof(TGpu).Name);
        float[] values = TGpu.DerivesByInput ? Inputs : results;
        float[] slopes = [.. values.Select(TGpu.Derivative)];
        slopes.ShouldMatch([.. values.Select(x => TCpu.Derivative(Vector512.Create(x))[0])], tolerance, typeof(TGpu).Name + "'");
    }
}
