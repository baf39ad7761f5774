using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning.Gpu;
using static System.FormattableString;

namespace NetArch.Generator.Planning;

/// <summary>A plan as text: for the head of the generated file, for people, and for tests.</summary>
public static class PlanPrinter
{
    public static string Print(NetworkPlan plan)
    {
        var text = new StringBuilder();
        text.Append(Invariant($"{plan.Network.Name}: {plan.Kernels.Count} kernels, {plan.Network.Counts.Trainable.ToString("N0", CultureInfo.InvariantCulture)} trained values\n"));
        foreach (Schedule schedule in plan.Schedules.Where(schedule => schedule.Stages.Count > 0)) Print(text, plan.Parameters, schedule);
        return text.ToString();
    }

    private static void Print(StringBuilder text, EquatableArray<ParameterPlan> parameters, Schedule schedule)
    {
        text.Append(Invariant($"\n{schedule.Name}: {schedule.Stages.Count} {(schedule.Stages.Count == 1 ? "stage" : "stages")}, arena {Kilobytes(schedule.ArenaFloats)} and shared {Kilobytes(schedule.SharedFloats)} a tile\n"));
        for (int stage = 0; stage < schedule.Stages.Count; stage++)
        {
            foreach (StageTask task in schedule.Stages[stage].Tasks)
            {
                string items = task.Partition == Partition.Rows ? Invariant($"{task.Rows} rows, {task.RowsPerItem} an item") : task.Partition.ToString().ToLowerInvariant();
                text.Append(Invariant($"  stage {stage}, by {items}\n"));
                foreach (Step step in task.Steps) text.Append("    ").Append(Describe(parameters, step)).Append('\n');
            }
        }
    }

    /// <summary>A step as a line: what it does, what it reads, what it writes.</summary>
    public static string Describe(EquatableArray<ParameterPlan> parameters, Step step)
    {
        string name = step switch
        {
            ReduceStep reduce => "Reduce " + parameters[reduce.Parameter].Name,
            DropStep drop => Invariant($"Drop {drop.Probability}"),
            ActivateStep activate => activate.Activation.ToString(),
            LossStep loss => loss.Loss.ToString(),
            _ => step.Kernels.Any()
                ? string.Join(" + ", step.Kernels.Select(kernel => kernel.MethodName))
                : step.GetType().Name.Replace("Step", ""),
        };
        string activation = step switch
        {
            ConvolveStep s => Suffix(s.Activation),
            ConnectStep s => Suffix(s.Activation),
            ConnectDataGradientStep s => Suffix(s.Activation, "'"),
            ConvolutionDataGradientStep s => Suffix(s.Activation, "'"),
            PoolGradientStep s => Suffix(s.Activation, "'"),
            ConvolutionWeightGradientStep { Pool: { } pool } => Suffix(pool.Activation, "'"),
            DifferentiateStep s => Suffix(s.Activation, "'"),
            GpuConvolveStep s => Suffix(s.Activation),
            GpuDataGradientStep s => Suffix(s.Activation, "'"),
            GeneralConvolveStep s => Suffix(s.Activation),
            GeneralDataGradientStep s => Suffix(s.Activation, "'"),
            NormaliseStep s => Suffix(s.Activation),
            SumStep s => Suffix(s.Activation),
            BatchGradientStep s => Suffix(s.Activation, "'"),
            ScaleGradientStep s => Suffix(s.Activation, "'"),
            _ => "",
        };
        return ((name + activation).PadRight(51) + " " + Flow(step)).TrimEnd();
    }

    private static string Flow(Step step)
    {
        string reads = Names(step.Reads), writes = Names(step.Writes);
        return reads.Length == 0 && writes.Length == 0 ? "" : (reads + " -> " + writes).Trim();
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Distinct());

    private static string Suffix(ActivationFunction activation, string mark = "") =>
        activation == ActivationFunction.Identity ? "" : " " + activation + mark;

    private static string Kilobytes(int floats) => Invariant($"{floats * 4L / 1024.0:0.#} KiB");
}
