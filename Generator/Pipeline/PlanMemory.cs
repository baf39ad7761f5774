using System;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Pipeline;

/// <summary>How much memory a plan takes on the CPU with one thread, as the runtime will allocate it.</summary>
internal static class PlanMemory
{
    // The runtime's: CpuLayout.TilesPerPair and CpuLayout.MaximumSlots.
    internal const int TilesPerPair = 2;
    internal const int MaximumSlots = 16;

    /// <summary>Layer outputs, and what of their gradients lies between them: one thread's arena, and what the whole batch shares.</summary>
    public static long ActivationBytes(NetworkPlan plan, int batch) =>
        checked(sizeof(float) * TilesPerPair * (plan.ArenaStride + Pairs(batch) * plan.SharedStride));

    /// <summary>One step with Adam: parameters, both moments, every accumulation slot of the gradients, scratch and activations.</summary>
    public static long TrainingBytes(NetworkPlan plan, int batch)
    {
        long slots = Math.Min(Pairs(batch), MaximumSlots);
        long floats = checked(3L * plan.ParameterFloats + slots * plan.SlotFloats + NetworkPlan.ScratchFloats);
        return checked(sizeof(float) * floats + ActivationBytes(plan, batch));
    }

    private static long Pairs(int batch)
    {
        long samples = TilesPerPair * VectorTarget.Lanes;
        return (batch + samples - 1) / samples;
    }
}
