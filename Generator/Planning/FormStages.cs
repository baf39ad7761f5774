using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Cuts a row of work units into stages: as much as possible goes through the network tile by tile, depth first;
/// a layer that is divided by rows is a stage of its own; deferred work fills up later stages.</summary>
internal static class FormStages
{
    public static EquatableArray<Stage> Apply(IEnumerable<WorkUnit> units, Partition tilePartition)
    {
        var stages = new List<List<StageTask>>();
        var deferred = new List<StageTask>();
        bool tilesOpen = false;
        foreach (WorkUnit unit in units)
        {
            if (unit.IsDeferred)
            {
                deferred.Add(RowTask(unit));
            }
            else if (unit.IsTiles && tilesOpen)
            {
                Extend(stages[stages.Count - 1], unit);
            }
            else
            {
                var tasks = new List<StageTask> { unit.IsTiles ? new(tilePartition, unit.Steps, 0, 0) : RowTask(unit) };
                tasks.AddRange(deferred);
                deferred.Clear();
                stages.Add(tasks);
                tilesOpen = unit.IsTiles;
            }
        }

        if (deferred.Count > 0) stages.Add(deferred);
        return stages.Select(tasks => new Stage(tasks.ToEquatableArray())).ToEquatableArray();
    }

    /// <summary>The tile task is always a stage's first.</summary>
    private static void Extend(List<StageTask> tasks, WorkUnit unit) =>
        tasks[0] = tasks[0] with { Steps = tasks[0].Steps.Concat(unit.Steps).ToEquatableArray() };

    private static StageTask RowTask(WorkUnit unit) => new(Partition.Rows, unit.Steps, unit.Rows, unit.RowsPerItem);
}
