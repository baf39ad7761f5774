using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>Gives the weights that tensor cores take a place: each once, in the order of their first use.</summary>
internal static class PlanPackedWeights
{
    public static EquatableArray<PackedWeights> Apply(IEnumerable<Schedule> schedules)
    {
        var packed = new List<PackedWeights>();
        foreach (Step step in schedules.SelectMany(schedule => schedule.Steps))
        {
            switch (step)
            {
                case GpuConvolveStep { Tensor: not null } s: Add(packed, s.Weight, false, s.Geometry); break;
                case GpuDataGradientStep { Tensor: not null } s: Add(packed, s.Weight, true, s.Geometry); break;
            }
        }

        return packed.ToEquatableArray();
    }

    private static void Add(List<PackedWeights> packed, Operand weight, bool isBackward, ConvolutionGeometry geometry)
    {
        if (packed.Any(known => known.Weight == weight && known.IsBackward == isBackward)) return;
        int offset = packed.Count == 0 ? 0 : checked(packed[packed.Count - 1].Offset + packed[packed.Count - 1].Floats);
        packed.Add(new(weight, isBackward, geometry, offset));
    }
}
