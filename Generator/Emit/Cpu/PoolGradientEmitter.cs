using NetArch.Dsl.Model;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

internal static class PoolGradientEmitter
{
    private const int Lanes = VectorTarget.Lanes;

    public static void Emit(CodeWriter writer, PoolGradient kernel)
    {
        PoolingGeometry g = kernel.Geometry;
        writer.Line(Invariant($"/// <summary>dz = dp {(g.Kind == PoolingKind.Maximum ? "where a window's first largest value is" : "spread evenly over each window")}, times f'(value); pooled rows from..to, dz from the first of them on.</summary>"));
        string header = Invariant($"public static void {kernel.MethodName}<TActivation>(float* dp, float* value, float* pooled, float* dz, int from, int to, nint plane)");
        using (writer.Block(header + "\n    where TActivation : struct, IActivation"))
        {
            if (g.IsTiling) EmitTiling(writer, g);
            else EmitOverlapping(writer, g);
        }
    }

    /// <summary>Windows side by side: each value is written once.</summary>
    private static void EmitTiling(CodeWriter writer, PoolingGeometry g)
    {
        using (writer.Block(Invariant($"for (int c = 0; c < {g.Channels}; c++)")))
        using (writer.Block("for (int oy = from; oy < to; oy++)"))
        {
            writer.Lines(Invariant($"""
                float* gradients = dp + ((nint)c * {g.OutputHeight} + oy) * {g.OutputWidth * Lanes};
                float* largest = pooled + ((nint)c * {g.OutputHeight} + oy) * {g.OutputWidth * Lanes};
                float* values = value + ((nint)c * {g.Height} + oy * {g.Stride.Height}) * {g.Width * Lanes};
                float* target = dz + c * plane + (nint)(oy - from) * {g.Stride.Height * g.Width * Lanes};
                """));
            using (writer.Block(Invariant($"for (int ox = 0; ox < {g.OutputWidth}; ox++, gradients += {Lanes}, largest += {Lanes}, values += {g.Kernel.Width * Lanes}, target += {g.Kernel.Width * Lanes})")))
            {
                if (g.Kind == PoolingKind.Maximum) writer.Lines("V gradient = *(V*)gradients;\nV top = *(V*)largest;");
                else writer.Line("V gradient = *(V*)gradients * " + PoolForwardEmitter.Reciprocal(g.Kernel.Count) + ";");
                for (int ky = 0; ky < g.Kernel.Height; ky++)
                {
                    for (int kx = 0; kx < g.Kernel.Width; kx++) EmitTap(writer, g, (ky * g.Width + kx) * Lanes);
                }
            }
        }
    }

    private static void EmitTap(CodeWriter writer, PoolingGeometry g, int offset)
    {
        using (writer.Block())
        {
            writer.Line(Invariant($"V v = *(V*)(values + {offset});"));
            if (g.Kind == PoolingKind.Maximum)
            {
                writer.Lines(Invariant($"""
                    V own = Vector512.ConditionalSelect(Vector512.Equals(v, top), gradient, V.Zero);
                    gradient = Vector512.ConditionalSelect(Vector512.Equals(v, top), V.Zero, gradient);
                    *(V*)(target + {offset}) = own * TActivation.Derivative(v);
                    """));
            }
            else
            {
                writer.Line(Invariant($"*(V*)(target + {offset}) = gradient * TActivation.Derivative(v);"));
            }
        }
    }

    /// <summary>Windows that overlap, leave gaps or stick out: gradients are added, all rows at once.</summary>
    private static void EmitOverlapping(CodeWriter writer, PoolingGeometry g)
    {
        using (writer.Block(Invariant($"for (int c = 0; c < {g.Channels}; c++, dz += plane, value += {g.Height * g.Width * Lanes})")))
        {
            writer.Line(Invariant($"new global::System.Span<float>(dz, {g.Height * g.Width * Lanes}).Clear();"));
            using (writer.Block("for (int oy = from; oy < to; oy++)"))
            using (writer.Block(Invariant($"for (int ox = 0; ox < {g.OutputWidth}; ox++, dp += {Lanes}, pooled += {Lanes})")))
            {
                PoolForwardEmitter.EmitClip(writer, g);
                writer.Line(g.Kind == PoolingKind.Maximum ? "V gradient = *(V*)dp;" : "V gradient = *(V*)dp * share;");
                using (writer.Block("for (int iy = y0; iy < y1; iy++)"))
                using (writer.Block("for (int ix = x0; ix < x1; ix++)"))
                {
                    writer.Line(Invariant($"int at = (iy * {g.Width} + ix) * {Lanes};"));
                    if (g.Kind == PoolingKind.Average)
                    {
                        writer.Line("*(V*)(dz + at) += gradient;");
                    }
                    else
                    {
                        writer.Lines("""
                            V isLargest = Vector512.Equals(*(V*)(value + at), *(V*)pooled);
                            *(V*)(dz + at) += Vector512.ConditionalSelect(isLargest, gradient, V.Zero);
                            gradient = Vector512.ConditionalSelect(isLargest, V.Zero, gradient);
                            """);
                    }
                }
            }

            using (writer.Block(Invariant($"for (int i = 0; i < {g.Height * g.Width * Lanes} && !TActivation.IsIdentity; i += {Lanes})")))
                writer.Line("*(V*)(dz + i) *= TActivation.Derivative(*(V*)(value + i));");
        }
    }
}
