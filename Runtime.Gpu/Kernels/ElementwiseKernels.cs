using ILGPU;

namespace NetArch.Gpu;

/// <summary>One result for each value. A thread has four lanes; grid: x over a tile's vectors, y over tiles.</summary>
internal static class ElementwiseKernels
{
    /// <summary>y = f(x).</summary>
    public static void Activate<TActivation>(ArrayView<Float4> x, ArrayView<Float4> y, int count, int stride)
        where TActivation : struct, IGpuActivation
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i >= count) return;
        long at = (long)Grid.IdxY * stride + i;
        y[at] = Vectors.Apply<TActivation>(x[at]);
    }

    /// <summary>y = f(a + b).</summary>
    public static void Add<TActivation>(ArrayView<Float4> a, ArrayView<Float4> b, ArrayView<Float4> y, int count, int stride)
        where TActivation : struct, IGpuActivation
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i >= count) return;
        long at = (long)Grid.IdxY * stride + i;
        y[at] = Vectors.Apply<TActivation>(Vectors.Add(a[at], b[at]));
    }

    /// <summary>dx = dy f'(undo y).</summary>
    public static void Differentiate<TActivation>(
        ArrayView<Float4> dy, ArrayView<Float4> y, ArrayView<Float4> dx, float undo, int count, int stride)
        where TActivation : struct, IGpuActivation
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i >= count) return;
        long at = (long)Grid.IdxY * stride + i;
        dx[at] = Vectors.Multiply(dy[at], Vectors.Derivative<TActivation>(Vectors.Multiply(y[at], undo)));
    }
}
