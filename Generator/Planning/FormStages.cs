using System;
using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Cuts a row of work units into stages, each unit into the first stage that what it reads allows: work on tiles goes
/// through the network tile by tile, depth first, until it needs what all tiles together gave.</summary>
internal sealed class FormStages
{
    private readonly List<List<WorkUnit>> stages = new();
    private readonly Dictionary<string, Use> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Use> read = new(StringComparer.Ordinal);
    private readonly BufferTable memory;
    private readonly EquatableArray<ParameterPlan> parameters;

    private FormStages(BufferTable memory, EquatableArray<ParameterPlan> parameters)
    {
        this.memory = memory;
        this.parameters = parameters;
    }

    public static EquatableArray<Stage> Apply(
        IEnumerable<WorkUnit> units, Partition tilePartition, BufferTable memory, EquatableArray<ParameterPlan> parameters)
    {
        var pass = new FormStages(memory, parameters);
        foreach (WorkUnit unit in units) pass.Place(unit);
        return pass.stages.Select(stage => new Stage(Tasks(stage, tilePartition).ToEquatableArray())).ToEquatableArray();
    }

    /// <summary>All steps one after the other, each for the whole batch.</summary>
    public static EquatableArray<Stage> InOrder(IEnumerable<WorkUnit> units)
    {
        Step[] steps = units.SelectMany(unit => unit.Steps).ToArray();
        if (steps.Length == 0) return EquatableArray<Stage>.Empty;
        var task = new StageTask(Partition.Pairs, steps.ToEquatableArray(), 0, 0);
        return new[] { new Stage(new[] { task }.ToEquatableArray()) }.ToEquatableArray();
    }

    /// <summary>All work on tiles is one task, the stage's first.</summary>
    private static IEnumerable<StageTask> Tasks(List<WorkUnit> stage, Partition tilePartition)
    {
        Step[] tiles = stage.Where(unit => unit.IsTiles).SelectMany(unit => unit.Steps).ToArray();
        if (tiles.Length > 0) yield return new StageTask(tilePartition, tiles.ToEquatableArray(), 0, 0);
        foreach (WorkUnit unit in stage.Where(unit => !unit.IsTiles))
            yield return new StageTask(Partition.Rows, unit.Steps, unit.Rows, unit.RowsPerItem);
    }

    private void Place(WorkUnit unit)
    {
        string[] reads = unit.Steps.SelectMany(Reads).Distinct().ToArray();
        string[] writes = unit.Steps.SelectMany(Writes).Distinct().ToArray();
        int stage = 0;
        foreach (string resource in reads.Concat(writes)) stage = Math.Max(stage, After(written, resource, unit.IsTiles));
        foreach (string resource in writes) stage = Math.Max(stage, After(read, resource, unit.IsTiles));
        while (stages.Count <= stage) stages.Add(new List<WorkUnit>());
        stages[stage].Add(unit);
        foreach (string resource in reads) Note(read, resource, stage, unit.IsTiles);
        foreach (string resource in writes) Note(written, resource, stage, unit.IsTiles);
    }

    /// <summary>A tile's steps follow each other within a stage; everything else waits for the stage's end.</summary>
    private static int After(Dictionary<string, Use> uses, string resource, bool isTiles)
    {
        if (!uses.TryGetValue(resource, out Use? use)) return 0;
        int afterTiles = isTiles ? use.LastByTiles : use.LastByTiles + 1;
        return Math.Max(afterTiles, use.LastByRows + 1);
    }

    private static void Note(Dictionary<string, Use> uses, string resource, int stage, bool isTiles)
    {
        Use use = uses.TryGetValue(resource, out Use? known) ? known : new Use(-1, -1);
        uses[resource] = isTiles
            ? use with { LastByTiles = Math.Max(use.LastByTiles, stage) }
            : use with { LastByRows = Math.Max(use.LastByRows, stage) };
    }

    private IEnumerable<string> Reads(Step step) => step.Reads.Select(memory.RootOf)
        .Concat(step.Operands.Select(operand => (operand.IsFolded ? "folded " : "parameter ") + operand.Name))
        .Concat(step.Finishes.Select(SlotOf));

    private IEnumerable<string> Writes(Step step) => step.Writes.Select(memory.RootOf)
        .Concat(step.Accumulates.Select(SlotOf))
        .Concat(step.Finishes.Select(parameter => "parameter " + parameters[parameter].Name));

    private string SlotOf(int parameter) => "slot of " + parameters[parameter].Name;

    /// <summary>The last stages that use something: -1 for none.</summary>
    private sealed record Use(int LastByTiles, int LastByRows);
}
