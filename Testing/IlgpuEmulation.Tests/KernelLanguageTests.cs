using System.Runtime.CompilerServices;
using ILGPU.Algorithms;

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>What the code of a kernel may be made of.</summary>
public sealed class KernelLanguageTests
{
    private interface IActivation
    {
        static abstract float Apply(float x);
    }

    private readonly struct Relu : IActivation
    {
        public static float Apply(float x) => x > 0 ? x : 0;
    }

    private readonly struct LeakyRelu : IActivation
    {
        public static float Apply(float x) => x > 0 ? x : 0.5f * x;
    }

    private record struct Float4(float X, float Y, float Z, float W);

    /// <summary>Public, because ILGPU passes arguments through an assembly of its own.</summary>
    public readonly struct Shape(int rows, int columns)
    {
        public int Rows { get; } = rows;

        public int Columns { get; } = columns;

        public int At(int row, int column) => row * Columns + column;
    }

    private static void Activate<TActivation>(ArrayView<float> data)
        where TActivation : struct, IActivation => data[Group.IdxX] = TActivation.Apply(data[Group.IdxX]);

    private static void SumOfVectors(ArrayView<float> data, ArrayView<float> output)
    {
        ArrayView<Float4> vectors = data.SubView(4, 8).AsAligned(16).Cast<Float4>();
        Float4 v = vectors[Group.IdxX];
        output[Group.IdxX] = v.X + v.Y + v.Z + v.W;
    }

    private static void Transpose(ArrayView<int> input, ArrayView<int> output, Shape shape)
    {
        var turned = new Shape(shape.Columns, shape.Rows);
        output[turned.At(Grid.IdxX, Grid.IdxY)] = input[shape.At(Grid.IdxY, Grid.IdxX)];
    }

    private static void Count(ArrayView<int> input, ArrayView<int> counts, ArrayView<float> sums, ArrayView<int> largest)
    {
        int value = input[Grid.IdxX * Group.DimX + Group.IdxX];
        Atomic.Add(ref counts[value & 3], 1);
        Atomic.Add(ref sums[value & 3], 0.5f);
        Atomic.Max(ref largest[0], value);
        Atomic.Min(ref largest[1], value);
    }

    private static void Functions(ArrayView<float> x, ArrayView<float> y)
    {
        int i = Group.IdxX;
        y[i] = i switch
        {
            0 => MathF.Exp(x[i]),
            1 => XMath.Log(x[i]),
            2 => XMath.Rsqrt(x[i]),
            3 => MathF.Tanh(x[i]),
            4 => XMath.Pow(x[i], 3),
            5 => IntrinsicMath.Clamp(x[i], 0, 1),
            6 => Interop.IntAsFloat(Interop.FloatAsInt(x[i]) & 0x7FFFFFFF),
            _ => MathF.Max(MathF.Sqrt(x[i]), MathF.Abs(x[i])),
        };
    }

    private static void LongIndices(ArrayView1D<float, Stride1D.Dense> x, ArrayView<float> y)
    {
        long i = Group.IdxX;
        y[i] = x[new LongIndex1D(i)] + (x.Length == 4 ? 1 : 0) + (x.IsValid ? 1 : 0);
    }

    private static void RefsAndLocalFunctions(ArrayView<int> data)
    {
        ref int slot = ref data[Group.IdxX];
        Twice(ref slot);
        (int low, int high) = (slot & 0xF, slot >> 4);
        slot = low * 100 + high;

        static void Twice(ref int value) => value *= 2;
    }

    [Fact]
    public void A_struct_type_argument_brings_static_members()
    {
        using var device = new TestDevice();
        using var relu = device.Upload(-2f, 3f);
        using var leaky = device.Upload(-2f, 3f);
        device.Accelerator.LoadKernel<ArrayView<float>>(Activate<Relu>)(device.Stream, new KernelConfig(1, 2), relu.View);
        device.Accelerator.LoadKernel<ArrayView<float>>(Activate<LeakyRelu>)(device.Stream, new KernelConfig(1, 2), leaky.View);
        device.Download(relu).ShouldBe([0f, 3f]);
        device.Download(leaky).ShouldBe([-1f, 3f]);
    }

    [Fact]
    public void A_view_is_read_as_vectors()
    {
        using var device = new TestDevice();
        using var data = device.Upload(Enumerable.Range(0, 12).Select(i => (float)i).ToArray());
        using var sums = device.Upload(0f, 0f);
        device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>>(SumOfVectors)(device.Stream, new KernelConfig(1, 2), data.View, sums.View);
        device.Download(sums).ShouldBe([4f + 5 + 6 + 7, 8f + 9 + 10 + 11]);
    }

    [Fact]
    public void A_struct_is_a_parameter_and_has_methods()
    {
        using var device = new TestDevice();
        using var input = device.Upload(1, 2, 3, 4, 5, 6);
        using var output = device.Upload(new int[6]);
        device.Accelerator.LoadKernel<ArrayView<int>, ArrayView<int>, Shape>(Transpose)(device.Stream, new KernelConfig(new Index2D(3, 2), new Index2D(1, 1)), input.View, output.View, new Shape(2, 3));
        device.Download(output).ShouldBe([1, 4, 2, 5, 3, 6]);
    }

    [Fact]
    public void Atomic_operations_of_all_threads_count()
    {
        using var device = new TestDevice();
        using var input = device.Upload(Enumerable.Range(5, 64).ToArray());
        using var counts = device.Upload(new int[4]);
        using var sums = device.Upload(new float[4]);
        using var largest = device.Upload(int.MinValue, int.MaxValue);
        device.Accelerator.LoadKernel<ArrayView<int>, ArrayView<int>, ArrayView<float>, ArrayView<int>>(Count)(device.Stream, new KernelConfig(2, 32), input.View, counts.View, sums.View, largest.View);
        device.Download(counts).ShouldBe([16, 16, 16, 16]);
        device.Download(sums).ShouldBe([8f, 8f, 8f, 8f]);
        device.Download(largest).ShouldBe([68, 5]);
    }

    [Fact]
    public void Mathematics_gives_what_the_library_gives()
    {
        using var device = new TestDevice();
        float[] input = [0.5f, 2f, 4f, 0.25f, 1.5f, 7f, -3f, 0.01f];
        using var x = device.Upload(input);
        using var y = device.Upload(new float[8]);
        device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>>(Functions)(device.Stream, new KernelConfig(1, 8), x.View, y.View);
        float[] expected = [MathF.Exp(0.5f), MathF.Log(2), 0.5f, MathF.Tanh(0.25f), 3.375f, 1f, 3f, 0.1f];
        float[] actual = device.Download(y);
        for (int i = 0; i < 8; i++)
            actual[i].ShouldBe(expected[i], 1e-5f);
    }

    [Fact]
    public void Indices_have_64_bits_too()
    {
        using var device = new TestDevice();
        using var x = device.Upload(1f, 2f, 3f, 4f);
        using var y = device.Upload(new float[4]);
        device.Accelerator.LoadKernel<ArrayView1D<float, Stride1D.Dense>, ArrayView<float>>(LongIndices)(device.Stream, new KernelConfig(1, 4), x.View, y.View);
        device.Download(y).ShouldBe([3f, 4f, 5f, 6f]);
    }

    [Fact]
    public void References_into_a_view_are_passed_on()
    {
        using var device = new TestDevice();
        using var data = device.Upload(9, 20);
        device.Accelerator.LoadKernel<ArrayView<int>>(RefsAndLocalFunctions)(device.Stream, new KernelConfig(1, 2), data.View);
        device.Download(data).ShouldBe([201, 802]);
    }
}
