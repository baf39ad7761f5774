using System;
using System.Collections.Generic;
using System.Linq;

namespace NetArch.Generator.Planning;

/// <summary>What must hold of any plan, whatever passes made it. A violation is a fault of the planner, never of the user's file.</summary>
internal static class VerifyPlan
{
    public static void Apply(NetworkPlan plan)
    {
        foreach (Schedule schedule in plan.Schedules) Apply(schedule);
        EveryTrainedParameterGetsOneGradient(plan);
        KernelsAreSmallEnoughForTheJit(plan);
    }

    /// <summary>What must hold of any schedule, whatever it runs on.</summary>
    public static void Apply(Schedule schedule)
    {
        EveryReadFollowsAWrite(schedule);
        LiveBuffersDoNotOverlap(schedule);
        ArenaBuffersStayWithinOneStage(schedule);
    }

    private static void EveryReadFollowsAWrite(Schedule schedule)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        Dictionary<string, string> roots = schedule.Buffers.ToDictionary(buffer => buffer.Name, buffer => buffer.Root ?? buffer.Name, StringComparer.Ordinal);
        foreach (Step step in schedule.Steps)
        {
            IEnumerable<string> own = step is ConvolutionWeightGradientStep { Pool: not null } ? step.Writes : Enumerable.Empty<string>();
            string? unwritten = step.Reads.Except(own).FirstOrDefault(buffer => !written.Contains(roots[buffer]));
            if (unwritten is not null) throw Fault(schedule, $"{step.GetType().Name} reads {unwritten}, which nothing has written");
            written.UnionWith(step.Writes.Select(buffer => roots[buffer]));
        }
    }

    private static void LiveBuffersDoNotOverlap(Schedule schedule)
    {
        BufferPlan[] owners = schedule.Buffers.Where(buffer => buffer.Root is null).ToArray();
        for (int i = 0; i < owners.Length; i++)
        {
            for (int k = i + 1; k < owners.Length; k++)
            {
                BufferPlan a = owners[i], b = owners[k];
                bool alive = a.Place == b.Place && a.FirstUse <= b.LastUse && b.FirstUse <= a.LastUse;
                bool overlaps = a.Offset < b.Offset + b.Floats && b.Offset < a.Offset + a.Floats;
                if (alive && overlaps) throw Fault(schedule, $"{a.Name} and {b.Name} lie over each other");
            }
        }
    }

    private static void ArenaBuffersStayWithinOneStage(Schedule schedule)
    {
        foreach (BufferPlan buffer in schedule.Buffers.Where(buffer => buffer.Place == Place.Arena))
        {
            int stages = schedule.Stages.Count(stage => stage.Tasks.Any(task => task.Steps.Any(step => step.Reads.Concat(step.Writes).Contains(buffer.Name))));
            if (stages > 1) throw Fault(schedule, $"{buffer.Name} lies in an arena and is used in {stages} stages");
        }
    }

    private static void EveryTrainedParameterGetsOneGradient(NetworkPlan plan)
    {
        for (int i = 0; i < plan.Parameters.Count; i++)
        {
            ParameterPlan parameter = plan.Parameters[i];
            int gradients = plan.Training.Steps.Count(step => Differentiates(step, i));
            int reductions = plan.Training.Steps.Count(step => step is ReduceStep reduce && reduce.Parameter == i);
            int expected = parameter.Trained ? 1 : 0;
            int expectedReductions = parameter.Placement is GradientPlacement.Narrow or GradientPlacement.Wide ? 1 : 0;
            if (gradients != expected || reductions != expectedReductions)
                throw Fault(plan.Training, $"{parameter.Name} gets {gradients} gradients and {reductions} reductions, not {expected} and {expectedReductions}");
        }
    }

    private static bool Differentiates(Step step, int parameter) => step switch
    {
        ConvolutionWeightGradientStep s => s.Weight == parameter || s.Bias == parameter,
        ConnectWeightGradientStep s => s.Weight == parameter || s.Bias == parameter,
        GeneralWeightGradientStep s => s.Weight == parameter || s.Bias == parameter,
        MergeGradientStep s => s.Norm.Trained && (s.Norm.Scale == parameter || s.Norm.Shift == parameter),
        _ => false,
    };

    private static void KernelsAreSmallEnoughForTheJit(NetworkPlan plan)
    {
        Kernel? large = plan.Kernels.FirstOrDefault(kernel => kernel.BodySize > VectorTarget.MaximumBodySize);
        if (large is not null) throw Fault(plan.Training, $"{large.MethodName} has {large.BodySize} multiply-adds in one body");
    }

    public static InvalidOperationException Fault(Schedule schedule, string what) =>
        new($"The plan to {schedule.Name} is wrong: {what}.");
}
