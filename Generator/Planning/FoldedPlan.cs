using System;
using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Memory for weights that folding made: <c>conv1.weight</c> with the scale of the batch norm after it in it.</summary>
/// <param name="Floats">A multiple of 16.</param>
public sealed record FoldedPlan(string Name, int Floats, int Offset)
{
    /// <summary>What a batch norm by itself multiplies with, outside training.</summary>
    public static Operand Scale(BatchNormalisation layer) => new(true, layer.Name + ".scale");
}

/// <summary>The work that makes folded weights of the parameters, to be done once each time these have changed.</summary>
internal sealed class FoldBatchNorm(EquatableArray<ParameterPlan> parameters)
{
    private readonly Dictionary<string, int> indices = Enumerable.Range(0, parameters.Count)
        .ToDictionary(i => parameters[i].Name, StringComparer.Ordinal);

    private readonly List<FoldedPlan> plans = new();
    private readonly List<WorkUnit> units = new();

    /// <param name="used">Every operand of the other schedules.</param>
    public (Schedule Schedule, EquatableArray<FoldedPlan> Folded) Apply(
        IEnumerable<Operation> operations, IEnumerable<Operand> used, int zeros)
    {
        var folded = new HashSet<string>(used.Where(operand => operand.IsFolded).Select(operand => operand.Name), StringComparer.Ordinal);
        if (folded.Contains(Operand.Zeros.Name)) Place(Operand.Zeros.Name, zeros);
        foreach (Operation operation in operations)
        {
            if (operation.Folded is not null && folded.Contains(operation.Core.Name + ".weight")) FoldWeights(operation, operation.Folded);
            if (operation is { IsBatchNormalisation: true, Core: BatchNormalisation norm } && folded.Contains(FoldedPlan.Scale(norm).Name)) FoldScale(norm);
        }

        var none = new BufferTable(new Dictionary<string, int>(), new Dictionary<string, BufferView>());
        return (LayOutMemory.Apply("fold", FormStages.Apply(units, Partition.Pairs, none, parameters), none), plans.ToEquatableArray());
    }

    private void FoldWeights(Operation operation, BatchNormalisation norm)
    {
        string weight = operation.Core.Name + ".weight", bias = operation.Core.Name + ".bias";
        if (plans.Any(plan => plan.Name == weight)) return;
        ParameterPlan plan = parameters[indices[weight]];
        Place(weight, plan.Floats);
        Place(bias, PlanParameters.ChannelStride(plan.Rows) + VectorTarget.Lanes);
        units.Add(WorkUnit.ByRows(
            new[]
            {
                new FoldWeightsStep(
                    ScheduleBuilder.BatchNormParametersOf(norm, parameters, indices), new(false, weight),
                    indices.ContainsKey(bias) ? new Operand(false, bias) : null, weight, bias, plan.Stride, plan.Rows),
            },
            plan.Rows, VectorTarget.Lanes));
    }

    private void FoldScale(BatchNormalisation norm)
    {
        string scale = FoldedPlan.Scale(norm).Name;
        if (plans.Any(plan => plan.Name == scale)) return;
        Place(scale, PlanParameters.ChannelStride(norm.Input.Channels));
        units.Add(WorkUnit.ByRows(
            new[] { new FoldScaleStep(ScheduleBuilder.BatchNormParametersOf(norm, parameters, indices), scale) },
            norm.Input.Channels, VectorTarget.Lanes));
    }

    private void Place(string name, int floats)
    {
        int offset = plans.Count == 0 ? 0 : plans[plans.Count - 1].Offset + plans[plans.Count - 1].Floats;
        plans.Add(new FoldedPlan(name, PlanParameters.ChannelStride(floats), offset));
    }
}
