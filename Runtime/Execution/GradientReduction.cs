using System.Runtime.Intrinsics;

namespace NetArch;

/// <summary>Adds the slots' gradients, in slot order, and hands each sum to the sink.</summary>
public static unsafe class GradientReduction
{
    private const int Width = CpuLayout.Lanes;

    /// <summary>Gradients that lie in a slot as the parameter does.</summary>
    /// <param name="narrow">Where the parameter's first gradient lies in a slot.</param>
    public static void Narrow<TSink>(CpuFrame* frame, in TSink sink, int slotFloats, int narrow, int offset, int first, int count)
        where TSink : struct, IGradientSink<TSink>
    {
        if (!sink.IsActive) return;
        for (nint i = first; i < first + count; i += Width)
        {
            float* gradients = frame->Gradients + narrow + i;
            Vector512<float> sum = Vector512.Load(gradients);
            for (int slot = 1; slot < frame->Slots; slot++) sum += Vector512.Load(gradients + (nint)slot * slotFloats);
            sink.Take(offset + i, sum);
        }
    }

    /// <summary>Gradients that lie in a slot as one vector of lanes for each value.</summary>
    /// <param name="wide">Where the vector of the parameter's first value lies in a slot.</param>
    public static void Wide<TSink>(CpuFrame* frame, in TSink sink, int slotFloats, int wide, int offset, int first, int count)
        where TSink : struct, IGradientSink<TSink>
    {
        if (!sink.IsActive) return;
        float* sums = stackalloc float[Width];
        for (int i = first; i < first + count; i += Width)
        {
            for (int k = 0; k < Width; k++)
            {
                float* vector = frame->Gradients + wide + (nint)(i + k) * Width;
                Vector512<float> sum = Vector512.Load(vector);
                for (int slot = 1; slot < frame->Slots; slot++) sum += Vector512.Load(vector + (nint)slot * slotFloats);
                sums[k] = Vector512.Sum(sum);
            }

            sink.Take(offset + i, Vector512.Load(sums));
        }
    }

    /// <summary>A bias gradient over the whole batch: sixteen rows at a time, sums over tiles and lanes.</summary>
    /// <param name="gradients">The first tile's gradients by the layer's output, rows x lanes.</param>
    public static void Bias<TSink>(CpuFrame* frame, in TSink sink, float* gradients, int tileStride, int offset, int first, int count, int rows)
        where TSink : struct, IGradientSink<TSink>
    {
        if (!sink.IsActive) return;
        float* sums = stackalloc float[Width];
        for (int i = first; i < first + count; i += Width)
        {
            for (int k = 0; k < Width; k++)
            {
                Vector512<float> sum = Vector512<float>.Zero;
                for (int tile = 0; tile < frame->Tiles && i + k < rows; tile++)
                    sum += Vector512.Load(gradients + (nint)tile * tileStride + (nint)(i + k) * Width);
                sums[k] = Vector512.Sum(sum);
            }

            sink.Take(offset + i, Vector512.Load(sums));
        }
    }
}
