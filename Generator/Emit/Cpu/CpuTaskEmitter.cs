using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;
using static System.FormattableString;

namespace NetArch.Generator.Emit.Cpu;

/// <summary>One task of a stage: the loop over what an item holds, and its steps in order.</summary>
internal static class CpuTaskEmitter
{
    public static void Emit(CodeWriter writer, NetworkPlan plan, Schedule schedule, ProgramNames names, int stage, StageTask task)
    {
        if (task.Partition == Planning.Partition.Rows) EmitRows(writer, plan, schedule, names, task);
        else EmitTiles(writer, plan, schedule, names, stage, task);
    }

    private static void EmitTiles(CodeWriter writer, NetworkPlan plan, Schedule schedule, ProgramNames names, int stage, StageTask task)
    {
        bool accumulates = plan.SlotFloats > 0 && task.Partition == Planning.Partition.Slots;
        writer.Line("float* weights = frame->Weights;");
        if (accumulates)
        {
            writer.Line("float* slot = frame->Gradients + (nint)item * SlotFloats;");
            if (stage == FirstSlotStage(schedule)) writer.Line("Lanes.Clear(slot, SlotFloats);");
        }

        string range = task.Partition == Planning.Partition.Slots
            ? "for (int pair = frame->FirstPair(item), end = frame->FirstPair(item + 1); pair < end; pair++)"
            : "for (int pair = item; pair == item; pair++)";
        using (writer.Block(range))
        {
            writer.Lines(Invariant($"""
                int firstTile = {VectorTarget.TilesPerPair} * pair, tiles = frame->TilesOfPair(pair);
                float* arena = frame->Arena, shared = frame->Shared + (nint)firstTile * SharedStride;
                """));
            var steps = new CpuStepEmitter(writer, plan, schedule, names);
            foreach (EquatableArray<Step> run in Runs(task))
            {
                if (run[0].Scope == Scope.Pair)
                {
                    foreach (Step step in run) steps.Emit(step);
                }
                else
                {
                    EmitTileLoop(writer, run, steps);
                }
            }
        }
    }

    private static void EmitTileLoop(CodeWriter writer, EquatableArray<Step> run, CpuStepEmitter steps)
    {
        using (writer.Block("for (int t = 0; t < tiles; t++)"))
        {
            writer.Line("int tile = firstTile + t;");
            writer.Line("float* a = arena + t * (nint)ArenaStride, s = shared + t * (nint)SharedStride;");
            foreach (Step step in run) steps.Emit(step);
        }
    }

    private static void EmitRows(CodeWriter writer, NetworkPlan plan, Schedule schedule, ProgramNames names, StageTask task)
    {
        writer.Lines(Invariant($"""
            int first = item * {task.RowsPerItem}, count = global::System.Math.Min({task.RowsPerItem}, {task.Rows} - first);
            float* weights = frame->Weights, shared = frame->Shared;
            """));
        var steps = new CpuStepEmitter(writer, plan, schedule, names);
        foreach (Step step in task.Steps) steps.Emit(step);
    }

    /// <summary>Neighbouring steps of the same scope.</summary>
    private static System.Collections.Generic.IEnumerable<EquatableArray<Step>> Runs(StageTask task)
    {
        int start = 0;
        for (int i = 1; i <= task.Steps.Count; i++)
        {
            if (i < task.Steps.Count && task.Steps[i].Scope == task.Steps[start].Scope) continue;
            yield return task.Steps.Skip(start).Take(i - start).ToEquatableArray();
            start = i;
        }
    }

    private static int FirstSlotStage(Schedule schedule) => Enumerable.Range(0, schedule.Stages.Count)
        .First(stage => schedule.Stages[stage].Tasks.Any(task => task.Partition == Planning.Partition.Slots));
}
