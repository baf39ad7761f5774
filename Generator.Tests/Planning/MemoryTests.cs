using FsCheck;
using FsCheck.Fluent;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Tests.Planning;

/// <summary>Properties of the memory layout, over random chains of layers. They are judged by running the plan's steps on memory that
/// knows whose value lies where, not by the lifetimes that the planner itself computed.</summary>
public class MemoryTests
{
    private const int Lanes = VectorTarget.Lanes;

    [Fact]
    public void No_value_is_overwritten_before_its_last_reader() => ForAllPlans(plan =>
    {
        foreach (Schedule schedule in plan.Schedules) Run(schedule);
    });

    [Fact]
    public void Tasks_that_run_at_the_same_time_do_not_share_memory_that_one_writes() => ForAllPlans(plan =>
    {
        foreach (Stage stage in plan.Schedules.SelectMany(schedule => schedule.Stages))
        {
            Schedule schedule = plan.Schedules.First(own => own.Stages.Contains(stage));
            foreach (StageTask task in stage.Tasks)
            {
                foreach (StageTask other in stage.Tasks.Where(other => !ReferenceEquals(other, task)))
                {
                    foreach (BufferPlan written in Shared(schedule, task.Steps.SelectMany(step => step.Writes)))
                        Shared(schedule, other.Steps.SelectMany(step => step.Reads.Concat(step.Writes))).ShouldAllBe(used => !Overlap(used, written));
                }
            }
        }
    });

    [Fact]
    public void Everything_lies_aligned_and_inside_its_place() => ForAllPlans(plan =>
    {
        foreach (Schedule schedule in plan.Schedules)
        {
            foreach (BufferPlan buffer in schedule.Buffers)
            {
                (buffer.Offset % Lanes).ShouldBe(0);
                (buffer.Floats % Lanes).ShouldBe(0);
                (buffer.Offset + buffer.Floats).ShouldBeLessThanOrEqualTo(buffer.Place == Place.Arena ? plan.ArenaStride : plan.SharedStride);
            }
        }

        (plan.ArenaStride % Lanes).ShouldBe(0);
        (plan.SharedStride % Lanes).ShouldBe(0);
    });

    [Fact]
    public void Parameters_and_slots_do_not_overlap() => ForAllPlans(plan =>
    {
        int offset = 0, slot = 0;
        foreach (ParameterPlan parameter in plan.Parameters)
        {
            parameter.Offset.ShouldBe(offset);
            (parameter.Offset % Lanes).ShouldBe(0);
            parameter.Stride.ShouldBeGreaterThanOrEqualTo(parameter.Columns);
            if (parameter.SlotSize > 0) parameter.SlotOffset.ShouldBe(slot);
            offset += parameter.Floats;
            slot += parameter.SlotSize;
        }

        plan.ParameterFloats.ShouldBe(offset);
        plan.SlotFloats.ShouldBe(slot);
    });

    [Fact]
    public void Memory_is_reused()
    {
        Schedule inference = Plans.Of("input 8x16x16; conv 8 3x3 pad 1; conv 8 3x3 pad 1; conv 8 3x3 pad 1; conv 8 3x3 pad 1; conv 8 3x3 pad 1").Inference;
        inference.ArenaFloats.ShouldBeLessThanOrEqualTo(2 * 8 * 16 * 16 * Lanes + 2 * Lanes, "two layers' values are alive at a time, never six");
    }

    private static void ForAllPlans(Action<NetworkPlan> hold) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(RandomNetworks.Arbitrary, chain => hold(Plans.Of(chain.Text))));

    /// <summary>Each step's operands must still lie where they were written; what it writes takes the place of what was there.</summary>
    private static void Run(Schedule schedule)
    {
        var memory = new Dictionary<(Place, int), string>();
        foreach (Step step in schedule.Steps)
        {
            string[] made = step is ConvolutionWeightGradientStep { Pool: not null } ? [.. step.Writes] : [];
            BufferPlan[] operands = [.. step.Reads.Concat(step.Writes).Distinct().Select(schedule.Buffer)];
            foreach (BufferPlan a in operands) operands.ShouldAllBe(b => a == b || !Overlap(a, b));
            foreach (BufferPlan read in step.Reads.Except(made).Select(schedule.Buffer))
            {
                foreach ((Place, int) place in Places(read)) memory.GetValueOrDefault(place).ShouldBe(read.Name, $"{step.GetType().Name} to {schedule.Name}");
            }

            foreach (BufferPlan written in step.Writes.Select(schedule.Buffer))
            {
                foreach ((Place, int) place in Places(written)) memory[place] = written.Name;
            }
        }
    }

    private static IEnumerable<(Place, int)> Places(BufferPlan buffer) =>
        Enumerable.Range(buffer.Offset / Lanes, buffer.Floats / Lanes).Select(vector => (buffer.Place, vector));

    private static BufferPlan[] Shared(Schedule schedule, IEnumerable<string> names) =>
        [.. names.Distinct().Select(schedule.Buffer).Where(buffer => buffer.Place == Place.Shared)];

    private static bool Overlap(BufferPlan a, BufferPlan b) =>
        a.Place == b.Place && a.Offset < b.Offset + b.Floats && b.Offset < a.Offset + a.Floats;
}
