using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

internal static class FullyConnectedForwardEmitter
{
    private const int Lanes = VectorTarget.Lanes;

    public static void Emit(CodeWriter writer, FullyConnectedForward kernel)
    {
        writer.Lines(Invariant($"""
            /// <summary>y[o] = f(bias[o] + sum over {kernel.Inputs} inputs i of w[o, i] x[i]), for pairs of tiles.</summary>
            /// <remarks>Register tile: {kernel.RowTile} outputs x {VectorTarget.TilesPerPair} tiles. Rows of w lie {kernel.Stride} floats apart, tiles xTile and yTile.</remarks>
            """));
        string header = Invariant($"public static void {kernel.MethodName}<TActivation>(float* x, nint xTile, float* w, float* bias, float* y, nint yTile, int rows, int pairs)");
        using (writer.Block(header + "\n    where TActivation : struct, IActivation"))
        using (writer.Block(Invariant($"for (int row = 0; row < rows; row += {kernel.RowTile}, w += {kernel.RowTile * kernel.Stride})")))
        using (writer.Block("for (int pair = 0; pair < pairs; pair++)"))
        {
            PairTile.EmitZero(writer, kernel.RowTile, "bias[row + {0}]");
            writer.Lines(Invariant($"""
                float* i0 = x + pair * {VectorTarget.TilesPerPair} * xTile, i1 = i0 + xTile;
                float* k = w;
                """));
            using (writer.Block(Invariant($"for (int i = 0; i < {kernel.Inputs}; i += {kernel.Unroll}, k += {kernel.Unroll}, i0 += {kernel.Unroll * Lanes}, i1 += {kernel.Unroll * Lanes})")))
                PairTile.EmitMultiplyAdds(writer, kernel.RowTile, kernel.Unroll, (u, row) => row * kernel.Stride + u);
            writer.Line(Invariant($"float* target = y + pair * {VectorTarget.TilesPerPair} * yTile + (nint)row * {Lanes};"));
            PairTile.EmitStore(writer, kernel.RowTile, "target", "yTile");
            using (writer.Block(Invariant($"for (int i = 0; i < {kernel.RowTile * Lanes} && !TActivation.IsIdentity; i += {Lanes})")))
            {
                writer.Lines("""
                    *(V*)(target + i) = TActivation.Apply(*(V*)(target + i));
                    *(V*)(target + yTile + i) = TActivation.Apply(*(V*)(target + yTile + i));
                    """);
            }
        }
    }
}
