using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

/// <summary>The rows of a kernel that meet the image, for one row of outputs or inputs.</summary>
internal static class KernelRows
{
    /// <summary>Declares kyFrom and kyTo: the taps that fall on rows of the image for output row oy.</summary>
    public static void EmitRange(CodeWriter writer, ConvolutionGeometry g)
    {
        if (g.Padding.Height == 0)
        {
            writer.Line("const int kyFrom = 0;");
            writer.Line(Invariant($"const int kyTo = {g.Kernel.Height};"));
            return;
        }

        string above = Invariant($"{g.Padding.Height} - oy * {g.Stride.Height}");
        writer.Line(Invariant($"int kyFrom = {above} > 0 ? ({above} + {g.Dilation.Height - 1}) / {g.Dilation.Height} : 0;"));
        string room = Invariant($"({g.Height + g.Padding.Height} - oy * {g.Stride.Height} + {g.Dilation.Height - 1}) / {g.Dilation.Height}");
        writer.Line(Invariant($"int kyTo = {room} < {g.Kernel.Height} ? {room} : {g.Kernel.Height};"));
    }

    /// <summary>The input position that an output position and a tap meet at: <c>2 * oy + ky - 1</c>, with nothing in it that does nothing.</summary>
    public static string Position(string output, int stride, string tap, int dilation, int padding)
    {
        string text = stride == 1 ? output : Invariant($"{stride} * {output}");
        if (tap != "0") text += " + " + (dilation == 1 ? tap : Invariant($"{dilation} * {tap}"));
        return padding == 0 ? text : text + Invariant($" - {padding}");
    }
}
