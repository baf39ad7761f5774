using System.Linq;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

internal static class FullyConnectedWeightGradientEmitter
{
    private const int Lanes = VectorTarget.Lanes;

    public static void Emit(CodeWriter writer, FullyConnectedWeightGradient kernel)
    {
        writer.Lines(Invariant($"""
            /// <summary>dW[o, i] = sum over the samples s that exist of dz[o, s] x[s, i], into the sink. Lanes are sixteen inputs of one sample.</summary>
            /// <remarks>Register tile: {kernel.VectorTile} vectors of inputs x {kernel.RowTile} outputs. Rows of W, and of x, lie {kernel.Stride} floats apart.</remarks>
            """));
        string header = Invariant($"public static void {kernel.MethodName}<TSink>(global::NetArch.CpuFrame* frame, int firstTile, int tiles, float* x, nint xTile, float* dz, nint dzTile, int rows, nint offset, in TSink sink)");
        using (writer.Block(header + "\n    where TSink : struct, global::NetArch.IGradientSink<TSink>"))
        {
            writer.Line("float* sums = frame->Scratch;");
            using (writer.Block(Invariant($"for (int vector = 0; vector < {kernel.InputVectors}; vector += {kernel.VectorTile})")))
            using (writer.Block(Invariant($"for (int row = 0; row < rows; row += {kernel.RowTile})")))
                EmitTile(writer, kernel);
        }
    }

    private static void EmitTile(CodeWriter writer, FullyConnectedWeightGradient kernel)
    {
        writer.Line(Invariant($"nint at = offset + (nint)row * {kernel.Stride} + vector * {Lanes};"));
        using (writer.Block(Invariant($"for (int k = 0; k < {kernel.RowTile}; k++)")))
        using (writer.Block(Invariant($"for (int v = 0; v < {kernel.VectorTile * Lanes}; v += {Lanes})")))
            writer.Line(Invariant($"sink.Prefetch(at + k * {kernel.Stride} + v);"));
        for (int k = 0; k < kernel.RowTile; k++)
        {
            writer.Line("V " + string.Join(", ", Enumerable.Range(0, kernel.VectorTile).Select(v => Invariant($"a{k}_{v} = V.Zero"))) + ";");
        }

        using (writer.Block("for (int tile = 0; tile < tiles; tile++)"))
        {
            writer.Lines(Invariant($"""
                float* i = x + tile * xTile + vector * {Lanes};
                float* d = dz + tile * dzTile + (nint)row * {Lanes};
                float* end = d + frame->ValidLanes(firstTile + tile);
                """));
            for (int k = 0; k < kernel.RowTile && kernel.IsPrefetching; k++)
                writer.Line(Invariant($"global::NetArch.CacheLine.Prefetch(d + {(kernel.RowTile + k) * Lanes});"));
            using (writer.Block(Invariant($"for (; d + {kernel.Unroll} <= end; d += {kernel.Unroll}, i += {kernel.Unroll * kernel.Stride})")))
            {
                for (int sample = 0; sample < kernel.Unroll; sample++) EmitSample(writer, kernel, sample);
            }

            using (writer.Block(Invariant($"for (; d < end; d++, i += {kernel.Stride})")))
                EmitSample(writer, kernel, 0);
        }

        for (int k = 0; k < kernel.RowTile; k++)
        {
            for (int v = 0; v < kernel.VectorTile; v++)
                writer.Line(Invariant($"*(V*)(sums + {(k * kernel.VectorTile + v) * Lanes}) = a{k}_{v};"));
        }

        using (writer.Block(Invariant($"for (int k = 0; k < {kernel.RowTile}; k++)")))
        using (writer.Block(Invariant($"for (int v = 0; v < {kernel.VectorTile * Lanes}; v += {Lanes})")))
            writer.Line(Invariant($"sink.Take(at + k * {kernel.Stride} + v, *(V*)(sums + k * {kernel.VectorTile * Lanes} + v));"));
    }

    private static void EmitSample(CodeWriter writer, FullyConnectedWeightGradient kernel, int sample)
    {
        using (writer.Block())
        {
            for (int v = 0; v < kernel.VectorTile; v++) writer.Line(Invariant($"V x{v} = *(V*)(i + {sample * kernel.Stride + v * Lanes});"));
            for (int v = 0; v < kernel.VectorTile && kernel.IsPrefetching; v++)
                writer.Line(Invariant($"global::NetArch.CacheLine.Prefetch(i + {sample * kernel.Stride + (kernel.VectorTile + v) * Lanes});"));
            writer.Line("V gradient;");
            for (int k = 0; k < kernel.RowTile; k++)
            {
                writer.Line(Invariant($"gradient = Vector512.Create<float>(d[{k * Lanes + sample}]);"));
                for (int v = 0; v < kernel.VectorTile; v++)
                    writer.Line(Invariant($"a{k}_{v} = Vector512.FusedMultiplyAdd(gradient, x{v}, a{k}_{v});"));
            }
        }
    }
}
