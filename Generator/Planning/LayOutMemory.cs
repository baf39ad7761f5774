using System;
using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>From lifetimes to offsets: buffers that are never alive together share memory.</summary>
/// <remarks>Largest first, each at the lowest offset free for its lifetime. In an arena time is counted in steps; in shared
/// memory in stages, since a stage's tasks run at the same time.</remarks>
internal static class LayOutMemory
{
    public static Schedule Apply(string name, EquatableArray<Stage> stages, BufferTable table)
    {
        Dictionary<string, Lifetime> lifetimes = Lifetimes(stages, table);
        var placed = new List<BufferPlan>();
        foreach (KeyValuePair<string, Lifetime> entry in lifetimes.OrderByDescending(entry => table.FloatsOf(entry.Key)).ThenBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Lifetime life = entry.Value;
            bool shared = life.FirstStage != life.LastStage || life.IsRowWork;
            BufferPlan draft = shared
                ? new(entry.Key, table.FloatsOf(entry.Key), Place.Shared, 0, life.FirstStage, life.LastStage)
                : new(entry.Key, table.FloatsOf(entry.Key), Place.Arena, 0, life.FirstStep, life.LastStep);
            placed.Add(draft with { Offset = LowestFree(draft, placed) });
        }

        placed.AddRange(Views(stages, table, placed));
        EquatableArray<BufferPlan> buffers = placed.OrderBy(buffer => buffer.Place).ThenBy(buffer => buffer.FirstUse).ThenBy(buffer => buffer.Offset).ToEquatableArray();
        return new Schedule(name, stages, buffers, Extent(buffers, Place.Arena), Extent(buffers, Place.Shared));
    }

    /// <summary>The names that are used for parts of other buffers.</summary>
    private static List<BufferPlan> Views(EquatableArray<Stage> stages, BufferTable table, List<BufferPlan> placed)
    {
        Dictionary<string, BufferPlan> roots = placed.ToDictionary(buffer => buffer.Name, StringComparer.Ordinal);
        return stages.SelectMany(stage => stage.Tasks).SelectMany(task => task.Steps).SelectMany(step => step.Reads.Concat(step.Writes))
            .Where(table.Views.ContainsKey).Distinct()
            .Select(name =>
            {
                BufferPlan root = roots[table.RootOf(name)];
                return root with { Name = name, Floats = table.FloatsOf(name), Offset = root.Offset + table.OffsetInRoot(name), Root = root.Name };
            }).ToList();
    }

    private static Dictionary<string, Lifetime> Lifetimes(EquatableArray<Stage> stages, BufferTable table)
    {
        var lifetimes = new Dictionary<string, Lifetime>(StringComparer.Ordinal);
        int time = 0;
        for (int stage = 0; stage < stages.Count; stage++)
        {
            foreach (StageTask task in stages[stage].Tasks)
            {
                foreach (Step step in task.Steps)
                {
                    foreach (string buffer in step.Reads.Concat(step.Writes).Select(table.RootOf))
                    {
                        Lifetime life = lifetimes.TryGetValue(buffer, out Lifetime? known) ? known : new Lifetime(stage, stage, time, time, false);
                        lifetimes[buffer] = life with
                        {
                            LastStage = stage, LastStep = time, IsRowWork = life.IsRowWork || task.Partition == Partition.Rows,
                        };
                    }

                    time++;
                }
            }
        }

        return lifetimes;
    }

    private static int LowestFree(BufferPlan buffer, List<BufferPlan> placed)
    {
        int offset = 0;
        foreach (BufferPlan other in placed.Where(other => Overlaps(other, buffer)).OrderBy(other => other.Offset))
        {
            if (other.Offset >= checked(offset + buffer.Floats)) break;
            offset = Math.Max(offset, other.Offset + other.Floats);
        }

        return offset;
    }

    private static bool Overlaps(BufferPlan a, BufferPlan b) =>
        a.Place == b.Place && a.FirstUse <= b.LastUse && b.FirstUse <= a.LastUse;

    /// <summary>A tile's part: never a multiple of 4 KiB, which would put all tiles into the same cache sets.</summary>
    private static int Extent(IEnumerable<BufferPlan> buffers, Place place)
    {
        int end = buffers.Where(buffer => buffer.Place == place).Select(buffer => checked(buffer.Offset + buffer.Floats)).DefaultIfEmpty(0).Max();
        return end > 0 && end % 1024 == 0 ? end + 2 * VectorTarget.Lanes : end;
    }

    private sealed record Lifetime(int FirstStage, int LastStage, int FirstStep, int LastStep, bool IsRowWork);
}
