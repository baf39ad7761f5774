using System.Runtime.CompilerServices;
using System.Text;

namespace NetArch.IlgpuEmulation.Tests;

/// <summary>Kernels that ILGPU cannot compile for a GPU, or compiles wrongly.</summary>
public static unsafe class RefusedKernels
{
    private static readonly float[] Table = [1, 2, 3];
    private static readonly Shape Triangle = new();
    private static int Counter;

    public static void MutableStatic(ArrayView<int> data) => data[0] = Counter;

    public static void StaticArray(ArrayView<float> data) => data[0] = Table[Group.IdxX];

    public static void WriteStatic(ArrayView<int> data) => Counter = data[0];

    public static void NewArray(ArrayView<float> data)
    {
        float[] values = new float[4];
        for (int i = 0; i < 4; i++)
            values[i] = data[i];
        data[0] = values[Group.IdxX];
    }

    public static void NewObject(ArrayView<int> data) => data[0] = new StringBuilder().Length;

    public static void Box(ArrayView<int> data) => data[0] = Boxed(data[0]);

    public static void UnsafeAs(ArrayView<float> data) => data[0] = Unsafe.As<float, int>(ref data[1]);

    public static void StackAllocation(ArrayView<float> data)
    {
        float* values = stackalloc float[4];
        values[Group.IdxX] = 1;
        data[0] = values[0];
    }

    public static void SpanOfLocal(ArrayView<float> data)
    {
        float value = data[0];
        var span = new Span<float>(ref value);
        span[0] = 2;
        data[0] = value;
    }

    public static void InlineArrays(ArrayView<float> data)
    {
        var row = new Row();
        row[Group.IdxX] = 1;
        data[0] = row[0];
    }

    public static void Fused(ArrayView<float> data) => data[0] = MathF.FusedMultiplyAdd(data[0], 2, 3);

    public static void Throws(ArrayView<int> data)
    {
        if (data[0] > 0)
            throw new InvalidOperationException();
    }

    public static void Catches(ArrayView<int> data)
    {
        try
        {
            data[0] = 1;
        }
        finally
        {
            data[1] = 1;
        }
    }

    public static void Text(ArrayView<int> data) => data[0] = "four".Length;

    public static void VirtualCall(ArrayView<int> data) => data[0] = Get().Sides();

    public static void DelegateCall(ArrayView<int> data)
    {
        Func<int, int> twice = static x => 2 * x;
        data[0] = twice(data[0]) + twice(1);
    }

    public static void HalfRounded(ArrayView<int> data) => data[0] = data[1] / 2;

    public static void UnsignedQuarter(ArrayView<uint> data) => data[0] = data[1] / 4;

    public static void LibraryCall(ArrayView<int> data) => data[0] = Environment.ProcessorCount;

    public static void Recursion(ArrayView<int> data) => data[0] = Factorial(data[0]);

    public static void InACallee(ArrayView<float> data) => data[0] = Bad(data[0]);

    public static void Exponential(ArrayView<float> data) => data[0] = MathF.Exp(data[0]);

    public static void Fifteen(ArrayView<int> data, int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n) => data[0] = a;

    public static void PointerParameter(float* data) => data[0] = 1;

    public static void ArrayParameter(float[] data) => data[0] = 1;

    public static void StructWithReference(Named named) => _ = named.Size;

    internal static void HiddenStruct(ArrayView<Hidden> data) => data[0] = default;

    public static int Returns(ArrayView<int> data) => data[0];

    private static int Boxed(object value) => value.GetHashCode();

    private static Shape Get() => Triangle;

    private static float Bad(float value) => MathF.FusedMultiplyAdd(value, value, 1);

    private static int Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    public record struct Named(string Name, int Size);

    internal record struct Hidden(int Value);

    public class Shape
    {
        public virtual int Sides() => 3;
    }

    [InlineArray(4)]
    private struct Row
    {
        private float first;
    }
}
