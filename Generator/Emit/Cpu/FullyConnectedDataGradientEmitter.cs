using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

internal static class FullyConnectedDataGradientEmitter
{
    private const int Lanes = VectorTarget.Lanes;

    /// <summary>Rows of weights between asking and using: about 500 cycles.</summary>
    private const int PrefetchDistance = 32;

    public static void Emit(CodeWriter writer, FullyConnectedDataGradient kernel)
    {
        writer.Lines(Invariant($"""
            /// <summary>dx[i] = scale f'(value[i]) times the sum over {kernel.Outputs} outputs o of w[o, i] dz[o], for pairs of tiles.</summary>
            /// <remarks>Register tile: {kernel.ColumnTile} inputs x {VectorTarget.TilesPerPair} tiles. Rows of w lie {kernel.Stride} floats apart.</remarks>
            """));
        string header = Invariant($"public static void {kernel.MethodName}<TActivation>(float* dz, nint dzTile, float* w, float* dx, nint dxTile, float* value, nint valueTile, int columns, int pairs, float scale)");
        using (writer.Block(header + "\n    where TActivation : struct, IActivation"))
        using (writer.Block(Invariant($"for (int column = 0; column < columns; column += {kernel.ColumnTile})")))
        using (writer.Block("for (int pair = 0; pair < pairs; pair++)"))
        {
            PairTile.EmitZero(writer, kernel.ColumnTile, start: null);
            writer.Lines(Invariant($"""
                float* i0 = dz + pair * {VectorTarget.TilesPerPair} * dzTile, i1 = i0 + dzTile;
                float* k = w + column;
                """));
            using (writer.Block(Invariant($"for (int o = 0; o < {kernel.Outputs}; o += {kernel.Unroll}, k += {kernel.Unroll * kernel.Stride}, i0 += {kernel.Unroll * Lanes}, i1 += {kernel.Unroll * Lanes})")))
            {
                for (int u = 0; u < kernel.Unroll && kernel.IsPrefetching; u++)
                    writer.Line(Invariant($"global::NetArch.CacheLine.Prefetch(k + {(u + PrefetchDistance) * kernel.Stride});"));
                PairTile.EmitMultiplyAdds(writer, kernel.ColumnTile, kernel.Unroll, (u, column) => u * kernel.Stride + column);
            }

            writer.Line(Invariant($"float* target = dx + pair * {VectorTarget.TilesPerPair} * dxTile + (nint)column * {Lanes};"));
            PairTile.EmitStore(writer, kernel.ColumnTile, "target", "dxTile");
            EmitEpilogue(writer, kernel);
        }
    }

    private static void EmitEpilogue(CodeWriter writer, FullyConnectedDataGradient kernel)
    {
        using (writer.Block("if (!TActivation.IsIdentity)"))
        {
            writer.Line(Invariant($"float* values = value + pair * {VectorTarget.TilesPerPair} * valueTile + (nint)column * {Lanes};"));
            using (writer.Block(Invariant($"for (int i = 0; i < {kernel.ColumnTile * Lanes}; i += {Lanes})")))
            {
                writer.Lines("""
                    *(V*)(target + i) *= TActivation.Derivative(*(V*)(values + i)) * scale;
                    *(V*)(target + dxTile + i) *= TActivation.Derivative(*(V*)(values + valueTile + i)) * scale;
                    """);
            }
        }
    }
}
