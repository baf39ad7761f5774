using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

/// <summary>Names for the offsets in generated code, so that it reads <c>a + TrainBuffer.S2</c> and not <c>a + 126464</c>.</summary>
internal sealed class OffsetNames
{
    private readonly string className;
    private readonly Dictionary<string, string> members = new(StringComparer.Ordinal);
    private readonly List<(string Member, int Offset, string Comment)> constants = new();

    private OffsetNames(string className) => this.className = className;

    /// <summary>The buffers of a schedule, by their offset in a tile's part of their place.</summary>
    /// <param name="scale">Floats for each that was planned: more than one where a tile has more than sixteen lanes.</param>
    public static OffsetNames OfBuffers(string className, Schedule schedule, int scale = 1)
    {
        var names = new OffsetNames(className);
        foreach (BufferPlan buffer in schedule.Buffers)
        {
            string comment = Invariant($"{buffer.Place.ToString().ToLowerInvariant()}, {buffer.Floats / VectorTarget.Lanes} vectors");
            names.Add(buffer.Name, checked(buffer.Offset * scale), comment);
        }

        return names;
    }

    /// <summary>The parameters, by their offset in the network's weights.</summary>
    public static OffsetNames OfParameters(NetworkPlan plan)
    {
        var names = new OffsetNames("Parameter");
        foreach (ParameterPlan parameter in plan.Parameters) names.Add(parameter.Name, parameter.Offset, string.Join("x", parameter.Shape));
        return names;
    }

    /// <summary>The parameters, by their index.</summary>
    public static OffsetNames OfIndices(IEnumerable<ParameterPlan> parameters)
    {
        var names = new OffsetNames("Parameter");
        int index = 0;
        foreach (ParameterPlan parameter in parameters) names.Add(parameter.Name, index++, string.Join("x", parameter.Shape));
        return names;
    }

    /// <summary>The gradients that are added up in slots, by their offset in a slot.</summary>
    public static OffsetNames OfSlots(NetworkPlan plan)
    {
        var names = new OffsetNames("Slot");
        foreach (ParameterPlan parameter in plan.Parameters.Where(parameter => parameter.SlotSize > 0))
            names.Add(parameter.Name, parameter.SlotOffset, parameter.Placement == GradientPlacement.Wide ? "lane by lane" : "as the parameter");
        return names;
    }

    /// <summary>What folding made of the weights, by its offset in their memory.</summary>
    public static OffsetNames OfFolded(IEnumerable<FoldedPlan> plans)
    {
        var names = new OffsetNames("Folded");
        foreach (FoldedPlan folded in plans) names.Add(folded.Name, folded.Offset, Invariant($"{folded.Floats} floats"));
        return names;
    }

    /// <summary>The constant for a buffer or parameter: <c>TrainBuffer.S2</c>.</summary>
    public string this[string name] => className + "." + members[name];

    /// <summary>The class with the constants.</summary>
    public void Emit(CodeWriter writer)
    {
        if (constants.Count == 0) return;
        writer.Blank();
        using (writer.Block("private static class " + className))
        {
            foreach ((string member, int offset, string comment) in constants)
                writer.Line(Invariant($"public const int {member} = {offset}; // {comment}"));
        }
    }

    private void Add(string name, int offset, string comment)
    {
        string wanted = Identifiers.OfLayer(name.Replace('(', '_').Replace('#', '_').Replace(")", ""));
        string member = wanted;
        for (int i = 2; member == className || members.ContainsValue(member); i++)
            member = wanted + "_" + i.ToString(CultureInfo.InvariantCulture);
        members.Add(name, member);
        constants.Add((member, offset, comment));
    }
}
