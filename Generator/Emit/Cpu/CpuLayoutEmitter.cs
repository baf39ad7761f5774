using System.Linq;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

/// <summary>A plan's memory and stages as the runtime's <c>CpuLayout</c>.</summary>
internal static class CpuLayoutEmitter
{
    public static void Emit(CodeWriter writer, NetworkPlan plan)
    {
        writer.Line("public static global::NetArch.CpuLayout Layout { get; } = new(");
        using (writer.Indented())
        {
            writer.Lines(Invariant($"""
                ArenaStride: ArenaStride,
                SharedStride: SharedStride,
                ScratchFloats: {NetworkPlan.ScratchFloats},
                ParameterFloats: {plan.ParameterFloats},
                SlotFloats: SlotFloats,
                FoldedFloats: {plan.FoldedFloats},
                """));
            writer.Line("Parameters: new global::NetArch.CpuParameter[]");
            using (writer.Block("", "},"))
            {
                foreach (ParameterPlan p in plan.Parameters)
                    writer.Line(Invariant($"new(Offset: {p.Offset}, Rows: {p.Rows}, Columns: {p.Columns}, Stride: {p.Stride}), // {p.Name}"));
            }

            EmitStages(writer, "Inference", plan.Inference, ",");
            EmitStages(writer, "Training", plan.Training, ",");
            EmitStages(writer, "InputGradients", plan.InputGradients, ",");
            EmitStages(writer, "Tracing", plan.Tracing, ",");
            EmitStages(writer, "Folding", plan.Folding, ",");
            writer.Line("SingleValueNorm: " + (SingleValueNorm(plan) is { } layer ? Literals.Of(layer) : "null") + ");");
        }
    }

    /// <summary>A batch norm that a batch of one cannot train: it sees one value a channel of each sample.</summary>
    private static string? SingleValueNorm(NetworkPlan plan) => plan.Training.Steps.OfType<MergeStatisticsStep>()
        .Where(step => step.Norm.Positions == 1).Select(step => step.Norm.Layer).FirstOrDefault();

    private static void EmitStages(CodeWriter writer, string name, Schedule schedule, string end)
    {
        writer.Line($"{name}: new global::NetArch.CpuStage[]");
        using (writer.Block("", "}" + end))
        {
            foreach (Stage stage in schedule.Stages)
                writer.Line("new(" + string.Join(", ", stage.Tasks.Select(Task)) + "),");
        }
    }

    private static string Task(StageTask task) => task.Partition == Planning.Partition.Rows
        ? Invariant($"new global::NetArch.CpuTask(global::NetArch.Partition.Rows, {task.Items})")
        : $"new global::NetArch.CpuTask(global::NetArch.Partition.{task.Partition})";
}
