using System;
using System.Collections.Generic;
using System.Linq;
using NetArch.Generator.Planning;
using NetArch.Generator.Planning.Gpu;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Gpu;

/// <summary>Names for the shapes of layers with weights: that of the first layer which has it.</summary>
internal sealed class ShapeNames
{
    private const string ClassName = "Shapes";

    private readonly Dictionary<ConvolutionGeometry, string> members = new();

    /// <summary>The constant for a shape: <c>Shapes.C3</c>.</summary>
    public string this[ConvolutionGeometry geometry] => ClassName + "." + members[geometry];

    public static ShapeNames Of(GpuPlan plan)
    {
        var names = new ShapeNames();
        foreach (Step step in plan.Schedules.SelectMany(schedule => schedule.Steps))
        {
            switch (step)
            {
                case GpuConvolveStep s: names.Add(s.Geometry, s.Weight.Name); break;
                case GpuDataGradientStep s: names.Add(s.Geometry, s.Weight.Name); break;
                case GpuWeightGradientStep s: names.Add(s.Geometry, plan.Parameters[s.Weight].Name); break;
            }
        }

        return names;
    }

    public void Emit(CodeWriter writer)
    {
        if (members.Count == 0) return;
        writer.Blank();
        using (writer.Block("private static class " + ClassName))
        {
            foreach (KeyValuePair<ConvolutionGeometry, string> entry in members)
            {
                ConvolutionGeometry g = entry.Key;
                string rows = Invariant($"new Axis({g.Height}, {g.OutputHeight}, {g.Kernel.Height}, {g.Stride.Height}, {g.Padding.Height}, {g.Dilation.Height})");
                string columns = Invariant($"new Axis({g.Width}, {g.OutputWidth}, {g.Kernel.Width}, {g.Stride.Width}, {g.Padding.Width}, {g.Dilation.Width})");
                writer.Line(Invariant($"public static readonly Shape {entry.Value} = new Shape({g.Groups}, {g.Channels}, {g.Filters}, {rows}, {columns});"));
            }
        }
    }

    private void Add(ConvolutionGeometry geometry, string weight)
    {
        if (members.ContainsKey(geometry)) return;
        string wanted = Identifiers.OfLayer(weight.Substring(0, weight.LastIndexOf('.')));
        string member = wanted;
        for (int i = 2; member == ClassName || members.ContainsValue(member); i++) member = Invariant($"{wanted}_{i}");
        members.Add(geometry, member);
    }
}
