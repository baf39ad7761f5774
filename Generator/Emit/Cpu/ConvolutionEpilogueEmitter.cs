using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

/// <summary>What a convolution does to a row of each filter of a tile just after computing it, while it is hot.</summary>
internal static class ConvolutionEpilogueEmitter
{
    private const int Lanes = VectorTarget.Lanes;

    public static void Emit(CodeWriter writer, ConvolutionForward kernel)
    {
        ConvolutionGeometry g = kernel.Geometry;
        int row = g.OutputWidth * Lanes;
        using (writer.Block(Invariant($"if (!TActivation.IsIdentity || addend != null || sums != null)")))
        using (writer.Block(Invariant($"for (int k = f; k < f + {kernel.FilterTile}; k++)")))
        {
            writer.Line(Invariant($"float* values = y + (nint)k * {g.OutputPositions * Lanes};"));
            using (writer.Block("if (addend != null)"))
            {
                writer.Line(Invariant($"float* others = addend + (nint)k * {g.OutputPositions * Lanes} + row * {row};"));
                using (writer.Block(Invariant($"for (nint i = 0; i < {row}; i += {Lanes})")))
                    writer.Line("*(V*)(values + i) = TActivation.Apply(*(V*)(values + i) + *(V*)(others + i));");
            }

            using (writer.Block("else if (!TActivation.IsIdentity)"))
            using (writer.Block(Invariant($"for (nint i = 0; i < {row}; i += {Lanes})")))
                writer.Line("*(V*)(values + i) = TActivation.Apply(*(V*)(values + i));");

            EmitSums(writer, g);
        }
    }

    /// <summary>Sums of differences from the lane's first value keep their digits where a mean is large.</summary>
    private static void EmitSums(CodeWriter writer, ConvolutionGeometry g)
    {
        using (writer.Block("if (sums != null)"))
        {
            writer.Lines(Invariant($"""
                float* own = sums + k * {3 * Lanes};
                V shift = row == 0 ? *(V*)values : *(V*)own;
                V sum = row == 0 ? V.Zero : *(V*)(own + {Lanes});
                V squares = row == 0 ? V.Zero : *(V*)(own + {2 * Lanes});
                """));
            using (writer.Block(Invariant($"for (nint i = 0; i < {g.OutputWidth * Lanes}; i += {Lanes})")))
            {
                writer.Lines("""
                    V difference = *(V*)(values + i) - shift;
                    sum += difference;
                    squares = Vector512.FusedMultiplyAdd(difference, difference, squares);
                    """);
            }

            writer.Lines(Invariant($"""
                *(V*)own = shift;
                *(V*)(own + {Lanes}) = sum;
                *(V*)(own + {2 * Lanes}) = squares;
                """));
        }
    }
}
