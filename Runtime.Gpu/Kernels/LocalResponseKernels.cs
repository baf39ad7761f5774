using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>Sizes and numbers of a local response normalisation; windows reach <paramref name="Behind"/> channels back and <paramref name="Ahead"/> on.</summary>
internal readonly record struct LocalResponseTask(
    int Channels, int Plane, int Stride, int Behind, int Ahead, float Share, float Beta, float Constant, float Factor);

/// <summary>Local response normalisation; see <see cref="Grids.OfPlanes"/> for the grid.</summary>
internal static class LocalResponseKernels
{
    /// <summary>y = x s^-beta with s = k + share * the sum of x^2 over the window.</summary>
    public static void Forward<TPower>(ArrayView<Float4> x, ArrayView<Float4> scales, ArrayView<Float4> y, LocalResponseTask task)
        where TPower : struct, INegativePower
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY * Group.DimX + Group.IdxX;
        if (channel >= task.Channels | i >= task.Plane) return;
        long column = (long)Grid.IdxZ * task.Stride + i, at = column + channel * task.Plane;
        int from = Math.Max(0, channel - task.Behind), to = Math.Min(task.Channels, channel + task.Ahead + 1);
        Float4 sum = default;
        for (int other = from; other < to; other += 3)
        {
            long first = column + other * task.Plane;
            bool second = other + 1 < to, third = other + 2 < to;
            Float4 a = x[first], b = x[second ? first + task.Plane : first], c = x[third ? first + 2 * task.Plane : first], none = default;
            Float4 squares = Vectors.Add(Vectors.Choose(second, Vectors.Multiply(b, b), none), Vectors.Choose(third, Vectors.Multiply(c, c), none));
            sum = Vectors.Add(sum, Vectors.Add(Vectors.Multiply(a, a), squares));
        }

        Float4 s = Vectors.MultiplyAdd(sum, task.Share, Vectors.Same(task.Constant));
        scales[at] = s;
        y[at] = Vectors.Multiply(x[at], Raise<TPower>(s, task.Beta));
    }

    /// <summary>dx = dy s^-beta, and dy y / s takes the place of s.</summary>
    public static void Prepare<TPower>(
        ArrayView<Float4> scales, ArrayView<Float4> y, ArrayView<Float4> dy, ArrayView<Float4> dx, LocalResponseTask task)
        where TPower : struct, INegativePower
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY * Group.DimX + Group.IdxX;
        if (channel >= task.Channels | i >= task.Plane) return;
        long at = (long)Grid.IdxZ * task.Stride + channel * task.Plane + i;
        Float4 s = scales[at], gradient = dy[at], product = Vectors.Multiply(gradient, y[at]);
        scales[at] = new Float4(product.X / s.X, product.Y / s.Y, product.Z / s.Z, product.W / s.W);
        dx[at] = Vectors.Multiply(gradient, Raise<TPower>(s, task.Beta));
    }

    /// <summary>dx += factor x * the sum of those ratios over the channels in whose window it lies.</summary>
    public static void Finish(ArrayView<Float4> x, ArrayView<Float4> ratios, ArrayView<Float4> dx, LocalResponseTask task)
    {
        int channel = Grid.IdxX * Group.DimY + Group.IdxY, i = Grid.IdxY * Group.DimX + Group.IdxX;
        if (channel >= task.Channels | i >= task.Plane) return;
        long column = (long)Grid.IdxZ * task.Stride + i, at = column + channel * task.Plane;
        int from = Math.Max(0, channel - task.Ahead), to = Math.Min(task.Channels, channel + task.Behind + 1);
        Float4 sum = default;
        for (int other = from; other < to; other += 3)
        {
            long first = column + other * task.Plane;
            bool second = other + 1 < to, third = other + 2 < to;
            Float4 a = ratios[first], b = ratios[second ? first + task.Plane : first], c = ratios[third ? first + 2 * task.Plane : first];
            Float4 none = default, rest = Vectors.Add(Vectors.Choose(second, b, none), Vectors.Choose(third, c, none));
            sum = Vectors.Add(sum, Vectors.Add(a, rest));
        }

        dx[at] = Vectors.Add(dx[at], Vectors.Multiply(Vectors.Multiply(x[at], task.Factor), sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float4 Raise<TPower>(Float4 s, float beta)
        where TPower : struct, INegativePower =>
        new(TPower.Raise(s.X, beta), TPower.Raise(s.Y, beta), TPower.Raise(s.Z, beta), TPower.Raise(s.W, beta));
}
