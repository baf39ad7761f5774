using System.Collections.Generic;
using System.Linq;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Gpu;

/// <summary>Statements that kernels for the GPU have in common.</summary>
internal static class KernelWriter
{
    /// <summary><c>float f0c0 = 0f, f0c1 = 0f;</c> and so on, a row of sums a line.</summary>
    public static void DeclareSums(CodeWriter writer, string row, int rows, string column, int columns)
    {
        for (int i = 0; i < rows; i++)
            writer.Line("float " + string.Join(", ", Enumerable.Range(0, columns).Select(k => Invariant($"{row}{i}{column}{k} = 0f"))) + ";");
    }

    /// <summary>Loads that happen only under a condition; the value is 0 elsewhere. ILGPU makes predicated loads of this form.</summary>
    public static void Load(CodeWriter writer, string name, string condition, string value)
    {
        writer.Line(Invariant($"float {name} = 0f;"));
        writer.Line(Invariant($"if ({condition}) {name} = {value};"));
    }

    /// <summary>One line of several declarations.</summary>
    public static void Declare(CodeWriter writer, string type, IEnumerable<string> declarations) =>
        writer.Line(type + " " + string.Join(", ", declarations) + ";");

    /// <summary>A place in a view so far from the last that it is read from it: its first element, and the element after its last.</summary>
    public static string View(string type, string name, string from, string start, int length) =>
        Invariant($"ArrayView<{type}> {name} = {from}.SubView({start}, {length});");

    public static string Component(int index) => "XYZW".Substring(index, 1);
}
