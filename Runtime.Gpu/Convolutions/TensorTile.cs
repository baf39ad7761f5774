using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>What emitted kernels for tensor cores have in common.</summary>
public static class TensorTile
{
    /// <summary>D += A B for 16 x 8 by 8 x 8 values, of which a thread holds four of D, four of A and two of B.</summary>
    public const string MultiplyAdd =
        "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};";

    /// <summary>y = f(sum + bias + addend) for two neighbouring samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<TActivation>(
        float one, float two, float bias, ArrayView<Float2> addend, ArrayView<Float2> y, int place, ConvolutionSizes size)
        where TActivation : struct, IGpuActivation
    {
        if (size.HasAddend != 0)
        {
            Float2 other = addend[place];
            one += other.X;
            two += other.Y;
        }

        Float2 result = default;
        result.X = TActivation.Apply(one + bias);
        result.Y = TActivation.Apply(two + bias);
        y[place] = result;
    }

    /// <summary>dx = (sum + addend) f'(value) for two neighbouring samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward<TActivation>(
        float one, float two, ArrayView<Float2> addend, ArrayView<Float2> value, ArrayView<Float2> dx, int place, ConvolutionSizes size)
        where TActivation : struct, IGpuActivation
    {
        if (size.HasAddend != 0)
        {
            Float2 other = addend[place];
            one += other.X;
            two += other.Y;
        }

        if (!TActivation.IsIdentity)
        {
            Float2 own = value[place];
            one *= TActivation.Derivative(own.X) * size.Scale;
            two *= TActivation.Derivative(own.Y) * size.Scale;
        }

        Float2 result = default;
        result.X = one;
        result.Y = two;
        dx[place] = result;
    }

    /// <summary>An image's number, or that of the first where there is no such image: what it gives is dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Within(int image, int count) => image < count ? image : 0;

    /// <summary>A weight's gradient into a part; zero for rows that are padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ArrayView<float> parts, int start, float sum, int group, int filter, int channel, int tap, WeightGradientSizes size)
    {
        if (channel >= size.Channels | filter >= 4 * size.Quads) return;
        int at = (((group * size.Quads + (filter >> 2)) * size.Channels + channel) * (size.KernelHeight * size.KernelWidth) + tap) * 4 + (filter & 3);
        parts[start + at] = filter < size.Filters ? sum : 0f;
    }
}
