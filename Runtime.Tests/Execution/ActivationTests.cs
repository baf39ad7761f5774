using System.Runtime.Intrinsics;
using NetArch.Runtime.Tests.Numerics;

namespace NetArch.Runtime.Tests.Execution;

public sealed unsafe class ActivationTests
{
    public static TheoryData<string, ActivationCase> Cases => new()
    {
        { "relu", ActivationCase.Of<Relu>(x => Math.Max(0, x), x => x > 0 ? 1 : 0) },
        { "relu6", ActivationCase.Of<Relu6>(x => Math.Clamp(x, 0, 6), x => x is > 0 and < 6 ? 1 : 0) },
        { "leakyrelu 0.01", ActivationCase.Of<LeakyRelu<Hundredth>>(x => x > 0 ? x : 0.01f * x, x => x > 0 ? 1 : 0.01f) },
        { "leakyrelu 0", ActivationCase.Of<LeakyRelu<Nothing>>(x => Math.Max(0, x), x => x > 0 ? 1 : 0) },
        { "leakyrelu 2", ActivationCase.Of<LeakyRelu<Two>>(x => x > 0 ? x : 2 * x, x => x > 0 ? 1 : 2) },
        { "leakyrelu -0.5", ActivationCase.Of<LeakyRelu<MinusHalf>>(x => x > 0 ? x : -0.5 * x, x => x > 0 ? 1 : -0.5) },
        { "elu 0", ActivationCase.Of<Elu<Nothing>>(x => Math.Max(0, x), x => x > 0 ? 1 : 0) },
        { "elu 2", ActivationCase.Of<Elu<Two>>(x => x > 0 ? x : 2 * (Math.Exp(x) - 1), x => x > 0 ? 1 : 2 * Math.Exp(x)) },
        { "elu -0.5", ActivationCase.Of<Elu<MinusHalf>>(x => x > 0 ? x : -0.5 * (Math.Exp(x) - 1), x => x > 0 ? 1 : -0.5 * Math.Exp(x)) },
        { "sigmoid", ActivationCase.Of<Sigmoid>(Logistic, x => Logistic(x) * (1 - Logistic(x))) },
        { "tanh", ActivationCase.Of<Tanh>(Math.Tanh, x => 1 - Math.Pow(Math.Tanh(x), 2)) },
        { "swish", ActivationCase.Of<Swish>(x => x * Logistic(x), x => Logistic(x) * (1 + x * (1 - Logistic(x)))) },
        { "negate", ActivationCase.Of<Negate>(x => -x, _ => -1) },
        { "complement", ActivationCase.Of<Complement>(x => 1 - x, _ => -1) },
        { "identity", ActivationCase.Of<Identity>(x => x, _ => 1) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_function_and_its_slope_are_those_of_the_formula(string name, ActivationCase activation)
    {
        const int Count = 37;
        using LaneTensor x = LaneTensor.Random(16, Count, 1, deviation: 4), y = LaneTensor.Empty(16, Count), dx = LaneTensor.Empty(16, Count);
        using LaneTensor dy = LaneTensor.Random(16, Count, 2);
        activation.Activate(x.Tile(0), y.Tile(0), Count);
        activation.Differentiate(dy.Tile(0), (activation.DerivesByInput ? x : y).Tile(0), dx.Tile(0), Count);
        y.Unpack().ShouldAgree(y.Expect((n, i) => activation.Function(x[n, i])), Tolerances.Kernel, name);
        dx.Unpack().ShouldAgree(dx.Expect((n, i) => dy[n, i] * activation.Slope(x[n, i])), Tolerances.Kernel, name + "'s slope");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Zero_has_the_slope_of_the_side_that_PyTorch_takes(string name, ActivationCase activation)
    {
        using NumberBuffer x = new(new float[16]), y = new(16), ones = new([.. Enumerable.Repeat(1f, 16)]);
        activation.Activate(x.Pointer, y.Pointer, 1);
        activation.Differentiate(ones.Pointer, activation.DerivesByInput ? x.Pointer : y.Pointer, y.Pointer, 1);
        ((double)y[0]).ShouldBe(activation.Slope(0), 1e-6, name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Not_a_number_stays_so(string name, ActivationCase activation)
    {
        using NumberBuffer x = new(16), y = new(new float[16]);
        activation.Activate(x.Pointer, y.Pointer, 1);
        y.ToArray().ShouldAllBe(value => float.IsNaN(value), name);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Very_large_values_give_finite_results_and_slopes(string name, ActivationCase activation)
    {
        using NumberBuffer x = new([.. Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? -1000f * (i + 1) : 1000f * i)]), y = new(16), slope = new(16);
        using NumberBuffer ones = new([.. Enumerable.Repeat(1f, 16)]);
        activation.Activate(x.Pointer, y.Pointer, 1);
        activation.Differentiate(ones.Pointer, activation.DerivesByInput ? x.Pointer : y.Pointer, slope.Pointer, 1);
        y.ToArray().ShouldAgree([.. x.ToArray().Select(value => activation.Function(value))], Tolerances.Kernel, name);
        for (int i = 0; i < 16; i++) ((double)slope[i]).ShouldBe(activation.Slope(x[i]), Tolerances.Kernel, name);
    }

    [Fact]
    public void The_exponential_is_right_to_the_last_digit_from_underflow_to_overflow()
    {
        for (float x = -120; x < 120; x += 0.0137f)
        {
            double expected = Math.Exp(x);
            float found = VectorMath.Exp(Vector512.Create(x))[7];
            if (expected > float.MaxValue) found.ShouldBe(float.PositiveInfinity);
            else ((double)found).ShouldBe(expected, 1.5e-7 * expected + float.Epsilon);
        }

        VectorMath.Exp(Vector512<float>.Zero).ShouldBe(Vector512<float>.One);
        VectorMath.Exp(Vector512.Create(-1e-9f))[0].ShouldBeLessThanOrEqualTo(1);
        for (int n = -149; n <= 128; n++)
            VectorMath.Scale(Vector512.Create(1.5f), Vector512.Create(n))[3].ShouldBe((float)(1.5 * Math.Pow(2, n)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(35)]
    public void Two_paths_are_added_and_activated(int count)
    {
        using LaneTensor a = LaneTensor.Random(17, count, 1), b = LaneTensor.Random(17, count, 2), y = LaneTensor.Empty(17, count);
        for (int tile = 0; tile < a.Tiles; tile++) LaneSums.Add<Relu>(a.Tile(tile), b.Tile(tile), y.Tile(tile), count);
        y.Unpack().ShouldAgree(y.Expect((n, i) => Math.Max(0, (double)a[n, i] + b[n, i])), Tolerances.Kernel, "the sum");
        double[] expected = y.Expect((n, i) => (double)y[n, i] + b[n, i]);
        for (int tile = 0; tile < a.Tiles; tile++) LaneSums.Accumulate(y.Tile(tile), b.Tile(tile), count);
        y.Unpack().ShouldAgree(expected, Tolerances.Kernel, "what is accumulated");
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private readonly struct Nothing : IConstant
    {
        public static float Value => 0;
    }

    private readonly struct Hundredth : IConstant
    {
        public static float Value => 0.01f;
    }

    private readonly struct Two : IConstant
    {
        public static float Value => 2;
    }

    private readonly struct MinusHalf : IConstant
    {
        public static float Value => -0.5f;
    }
}
