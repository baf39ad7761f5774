using System.Linq;

namespace NetArch.Generator.Planning.Gpu;

/// <summary>What must hold of any plan for a GPU. A violation is a fault of the planner, never of the user's file.</summary>
internal static class VerifyGpuPlan
{
    public static void Apply(GpuPlan plan)
    {
        foreach (Schedule schedule in plan.Schedules) VerifyPlan.Apply(schedule);
        EveryTrainedParameterGetsOneGradient(plan);
        WeightSumsFitAWarp(plan);
    }

    private static void EveryTrainedParameterGetsOneGradient(GpuPlan plan)
    {
        for (int i = 0; i < plan.Parameters.Count; i++)
        {
            int gradients = plan.Training.Steps.Count(step => Differentiates(step, i)), expected = plan.Parameters[i].Trained ? 1 : 0;
            if (gradients != expected) throw VerifyPlan.Fault(plan.Training, $"{plan.Parameters[i].Name} gets {gradients} gradients, not {expected}");
        }
    }

    private static bool Differentiates(Step step, int parameter) => step switch
    {
        GpuWeightGradientStep s => s.Weight == parameter || s.Bias == parameter,
        MergeGradientStep s => s.Norm.Trained && (s.Norm.Scale == parameter || s.Norm.Shift == parameter),
        _ => false,
    };

    /// <summary>Each of a warp's lanes finishes one sum.</summary>
    private static void WeightSumsFitAWarp(GpuPlan plan)
    {
        GpuWeightGradient? large = plan.Kernels.OfType<GpuWeightGradient>().FirstOrDefault(kernel => kernel.Sums > GpuTarget.Lanes);
        if (large is not null) throw VerifyPlan.Fault(plan.Training, $"{large.MethodName} has {large.Sums} sums for {GpuTarget.Lanes} lanes");
    }
}
