using System;
using System.Globalization;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

/// <summary>The register tile of matrix products: n results x a pair of tiles. A broadcast weight serves both tiles.</summary>
internal static class PairTile
{
    private const int Lanes = VectorTarget.Lanes;

    /// <param name="start">What an accumulator begins with, {0} being its number; null for zero.</param>
    public static void EmitZero(CodeWriter writer, int results, string? start)
    {
        for (int k = 0; k < results; k++)
        {
            string value = start is null ? "V.Zero" : "Vector512.Create<float>(" + string.Format(CultureInfo.InvariantCulture, start, k) + ")";
            writer.Line(Invariant($"V a{k}_0 = {value}, a{k}_1 = {(start is null ? "V.Zero" : Invariant($"a{k}_0"))};"));
        }
    }

    /// <summary>Multiply-adds of vectors at i0 and i1 with weights at k.</summary>
    /// <param name="weight">From step of the unrolled loop and result to the weight's offset.</param>
    public static void EmitMultiplyAdds(CodeWriter writer, int results, int unroll, Func<int, int, int> weight)
    {
        writer.Line("V weight, x0, x1;");
        for (int u = 0; u < unroll; u++)
        {
            writer.Line(Invariant($"x0 = *(V*)(i0 + {u * Lanes});"));
            writer.Line(Invariant($"x1 = *(V*)(i1 + {u * Lanes});"));
            for (int k = 0; k < results; k++)
            {
                writer.Line(Invariant($"weight = Vector512.Create<float>(k[{weight(u, k)}]);"));
                writer.Line(Invariant($"a{k}_0 = Vector512.FusedMultiplyAdd(weight, x0, a{k}_0);"));
                writer.Line(Invariant($"a{k}_1 = Vector512.FusedMultiplyAdd(weight, x1, a{k}_1);"));
            }
        }
    }

    public static void EmitStore(CodeWriter writer, int results, string target, string tileStride)
    {
        for (int k = 0; k < results; k++)
        {
            writer.Line(Invariant($"*(V*)({target} + {k * Lanes}) = a{k}_0;"));
            writer.Line(Invariant($"*(V*)({target} + {tileStride} + {k * Lanes}) = a{k}_1;"));
        }
    }
}
