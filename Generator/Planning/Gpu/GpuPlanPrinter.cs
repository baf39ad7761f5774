using System.Globalization;
using System.Linq;
using System.Text;
using static System.FormattableString;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>A plan for a GPU as text: for the head of the generated file, for people, and for tests.</summary>
public static class GpuPlanPrinter
{
    public static string Print(GpuPlan plan)
    {
        var text = new StringBuilder();
        string trained = plan.Network.Counts.Trainable.ToString("N0", CultureInfo.InvariantCulture);
        text.Append(Invariant($"{plan.Network.Name} on a GPU: {plan.Kernels.Count} kernels of its own, {trained} trained values, {plan.TileStride * 4L / 1024.0:0.#} KiB a tile of {GpuTarget.Lanes} samples\n"));
        foreach (Schedule schedule in plan.Schedules.Where(schedule => schedule.Stages.Count > 0))
        {
            text.Append(Invariant($"\n{schedule.Name}: {schedule.Steps.Count()} steps, each for the whole batch\n"));
            foreach (Step step in schedule.Steps) text.Append("  ").Append(PlanPrinter.Describe(plan.Parameters, step)).Append('\n');
        }

        return text.ToString();
    }
}
