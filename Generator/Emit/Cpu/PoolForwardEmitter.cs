using System.Globalization;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

internal static class PoolForwardEmitter
{
    private const int Lanes = VectorTarget.Lanes;

    public static void Emit(CodeWriter writer, PoolForward kernel)
    {
        PoolingGeometry g = kernel.Geometry;
        writer.Line(Invariant($"/// <summary>y = {(g.Kind == PoolingKind.Maximum ? "maximum" : "average")} of each {g.Kernel} window of x{(g.IsInside ? "" : "; padding counts in an average, and is never a maximum")}.</summary>"));
        using (writer.Block(Invariant($"public static void {kernel.MethodName}(float* x, float* y)")))
        using (writer.Block(Invariant($"for (int c = 0; c < {g.Channels}; c++, x += {g.Height * g.Width * Lanes})")))
        using (writer.Block(Invariant($"for (int oy = 0; oy < {g.OutputHeight}; oy++)")))
        using (writer.Block(Invariant($"for (int ox = 0; ox < {g.OutputWidth}; ox++, y += {Lanes})")))
        {
            if (g.IsUnrolled)
            {
                writer.Line(Invariant($"float* values = x + (oy * {g.Stride.Height} * {g.Width} + ox * {g.Stride.Width}) * {Lanes};"));
                writer.Line("float* to = y;");
                EmitWindow(writer, g, "values");
            }
            else
            {
                EmitClippedWindow(writer, g);
            }
        }
    }

    /// <summary>A window that lies wholly inside: from a pointer at its first value to <c>*to</c>.</summary>
    public static void EmitWindow(CodeWriter writer, PoolingGeometry g, string values)
    {
        string[] taps = (from ky in Enumerable.Range(0, g.Kernel.Height)
                         from kx in Enumerable.Range(0, g.Kernel.Width)
                         select Invariant($"*(V*)({values} + {(ky * g.Width + kx) * Lanes})")).ToArray();
        writer.Line("V v = " + taps[0] + ";");
        foreach (string tap in taps.Skip(1))
            writer.Line(g.Kind == PoolingKind.Maximum ? "v = Vector512.Max(v, " + tap + ");" : "v += " + tap + ";");
        writer.Line(g.Kind == PoolingKind.Maximum ? "*(V*)to = v;" : "*(V*)to = v * " + Reciprocal(g.Kernel.Count) + ";");
    }

    /// <summary>1 / n as a literal.</summary>
    public static string Reciprocal(int count) => "(1f / " + count.ToString(CultureInfo.InvariantCulture) + ")";

    /// <summary>Declares the part of a window that lies inside: y0..y1, x0..x1; and, for an average, its divisor.</summary>
    public static void EmitClip(CodeWriter writer, PoolingGeometry g)
    {
        writer.Lines(Invariant($"""
            int top = oy * {g.Stride.Height} - {g.Padding.Height}, left = ox * {g.Stride.Width} - {g.Padding.Width};
            int y0 = top > 0 ? top : 0, x0 = left > 0 ? left : 0;
            int y1 = top + {g.Kernel.Height} < {g.Height} ? top + {g.Kernel.Height} : {g.Height}, x1 = left + {g.Kernel.Width} < {g.Width} ? left + {g.Kernel.Width} : {g.Width};
            """));
        if (g.Kind == PoolingKind.Maximum) return;
        writer.Lines(Invariant($"""
            int bottom = top + {g.Kernel.Height} < {g.Height + g.Padding.Height} ? top + {g.Kernel.Height} : {g.Height + g.Padding.Height};
            int right = left + {g.Kernel.Width} < {g.Width + g.Padding.Width} ? left + {g.Kernel.Width} : {g.Width + g.Padding.Width};
            V share = Vector512.Create<float>(1f / ((bottom - top) * (right - left)));
            """));
    }

    private static void EmitClippedWindow(CodeWriter writer, PoolingGeometry g)
    {
        EmitClip(writer, g);
        writer.Line(g.Kind == PoolingKind.Maximum ? "V v = Vector512.Create<float>(float.NegativeInfinity);" : "V v = V.Zero;");
        using (writer.Block("for (int iy = y0; iy < y1; iy++)"))
        using (writer.Block("for (int ix = x0; ix < x1; ix++)"))
        {
            string value = Invariant($"*(V*)(x + (iy * {g.Width} + ix) * {Lanes})");
            writer.Line(g.Kind == PoolingKind.Maximum ? "v = Vector512.Max(v, " + value + ");" : "v += " + value + ";");
        }

        writer.Line(g.Kind == PoolingKind.Maximum ? "*(V*)y = v;" : "*(V*)y = v * share;");
    }
}
