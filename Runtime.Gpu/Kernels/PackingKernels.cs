using System.Runtime.CompilerServices;
using ILGPU;

namespace NetArch.Gpu;

/// <summary>What of a weight tensor is packed.</summary>
/// <param name="Filters">Of a group; channels likewise.</param>
/// <param name="Taps">Of the whole window.</param>
/// <param name="IsBackward">1 where channels are targets and filters are sources.</param>
/// <param name="PairsOfTargets">Targets of a group by sixteens.</param>
internal readonly record struct PackingTask(int Filters, int Channels, int Taps, int IsBackward, int PairsOfTargets);

/// <summary>Weights as tensor cores take them.</summary>
internal static class PackingKernels
{
    /// <summary>[group][targets / 16][sources / 8][tap][lane][4]: of sources t and t + 4 the weights of target g, then of target g + 8, with
    /// g = lane / 4 and t = lane % 4; rounded to TF32, zero where there is no such source or target. Grid: x over taps, y over sources / 8, z
    /// over groups and targets / 16; a group is a warp.</summary>
    public static void Pack(ArrayView<float> weights, ArrayView<Float4> packed, Divisor pairs, PackingTask task)
    {
        int lane = Group.IdxX, g = lane >> 2, t = lane & 3;
        int group = pairs.Divide(Grid.IdxZ), target = (Grid.IdxZ - group * pairs.Value) * 16 + g, source = Grid.IdxY * 8 + t;
        Float4 own = new(
            Weight(weights, group, target, source, task), Weight(weights, group, target, source + 4, task),
            Weight(weights, group, target + 8, source, task), Weight(weights, group, target + 8, source + 4, task));
        packed[((Grid.IdxZ * Grid.DimY + Grid.IdxY) * task.Taps + Grid.IdxX) * GpuLayout.Lanes + lane] = own;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Weight(ArrayView<float> weights, int group, int target, int source, PackingTask task)
    {
        int filter = task.IsBackward != 0 ? source : target, channel = task.IsBackward != 0 ? target : source;
        float weight = 0;
        if (filter < task.Filters & channel < task.Channels)
        {
            int quads = (task.Filters + 3) >> 2;
            weight = weights[(((group * quads + (filter >> 2)) * task.Channels + channel) * task.Taps + Grid.IdxX) * 4 + (filter & 3)];
        }

        return Round(weight);
    }

    /// <summary>To ten bits of mantissa, halves away from zero, as <c>cvt.rna.tf32.f32</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Round(float value) => Interop.IntAsFloat((Interop.FloatAsInt(value) + 0x1000u) & 0xFFFFE000u);
}
