using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>Everything decided about a network before any code is written: kernels in order, stages, memory.</summary>
/// <param name="Layers">The layers that compute something, in order; a trace has one entry for each.</param>
public sealed record NetworkPlan(
    Network Network,
    EquatableArray<Layer> Layers,
    EquatableArray<ParameterPlan> Parameters,
    Schedule Inference,
    Schedule Training,
    Schedule InputGradients,
    Schedule Tracing,
    Schedule Folding,
    EquatableArray<FoldedPlan> Folded,
    int ParameterFloats,
    int SlotFloats)
{
    /// <summary>Per thread: what one kernel call needs besides its buffers.</summary>
    public const int ScratchFloats = 64 * VectorTarget.Lanes;

    public IEnumerable<Schedule> Schedules => new[] { Inference, Training, InputGradients, Tracing, Folding };

    /// <summary>Memory for what folding makes of the weights, and for the zeros of layers without biases.</summary>
    public int FoldedFloats => Folded.Select(folded => folded.Offset + folded.Floats).DefaultIfEmpty(0).Max();

    /// <summary>The distinct kernels, in the order of their first call.</summary>
    public EquatableArray<Kernel> Kernels => Schedules
        .SelectMany(schedule => schedule.Steps).SelectMany(step => step.Kernels).Distinct().ToEquatableArray();

    /// <summary>What <c>expect training</c> speaks of: weights, Adam's two moments, all accumulation slots, one thread's arena,
    /// what the batch shares.</summary>
    public long TrainingBytes(int batch) => sizeof(float) * checked(
        3L * ParameterFloats + (long)SlotFloats * Slots(batch) + ScratchFloats
        + (long)VectorTarget.TilesPerPair * ArenaStride + PairedTiles(batch) * SharedStride);

    /// <summary>What <c>expect activations</c> speaks of: the part of <see cref="TrainingBytes"/> that holds layer outputs.</summary>
    public long ActivationBytes(int batch) => sizeof(float) * Training.Buffers
        .Where(buffer => buffer.Role == BufferRole.Value && buffer.Root is null)
        .Sum(buffer => buffer.Floats * (buffer.Place == Place.Arena ? VectorTarget.TilesPerPair : PairedTiles(batch)));

    public int ArenaStride => Schedules.Max(schedule => schedule.ArenaFloats);

    public int SharedStride => Schedules.Max(schedule => schedule.SharedFloats);

    private static long PairedTiles(int batch)
    {
        long tiles = ((long)batch + VectorTarget.Lanes - 1) / VectorTarget.Lanes;
        return (tiles + 1) / VectorTarget.TilesPerPair * VectorTarget.TilesPerPair;
    }

    private static long Slots(int batch) => System.Math.Min(PairedTiles(batch) / VectorTarget.TilesPerPair, VectorTarget.MaximumSlots);
}

/// <summary>One way to run a network.</summary>
/// <param name="ArenaFloats">One tile's part of a thread's arena.</param>
/// <param name="SharedFloats">One tile's part of the memory that outlives a stage.</param>
public sealed record Schedule(
    string Name, EquatableArray<Stage> Stages, EquatableArray<BufferPlan> Buffers, int ArenaFloats, int SharedFloats)
{
    public IEnumerable<Step> Steps => Stages.SelectMany(stage => stage.Tasks).SelectMany(task => task.Steps);

    public BufferPlan Buffer(string name) => Buffers.First(buffer => buffer.Name == name);
}

/// <summary>Tasks that may run at the same time; all threads meet at the end.</summary>
public sealed record Stage(EquatableArray<StageTask> Tasks);

/// <summary>How a task is cut into items.</summary>
public enum Partition
{
    Pairs,
    Slots,
    Rows,
}

/// <summary>Steps that one thread does in order for each item.</summary>
/// <param name="Rows">Rows in all (<see cref="Partition.Rows"/> only).</param>
/// <param name="RowsPerItem">Rows of an item.</param>
public sealed record StageTask(Partition Partition, EquatableArray<Step> Steps, int Rows, int RowsPerItem)
{
    public int Items => Partition == Partition.Rows ? (Rows + RowsPerItem - 1) / RowsPerItem : 0;
}

public enum Place
{
    /// <summary>A thread's own arena: the buffer lives within one stage.</summary>
    Arena,

    /// <summary>The batch's memory: the buffer outlives a stage, or several threads write it.</summary>
    Shared,
}

/// <param name="Floats">For one tile; a multiple of 16.</param>
/// <param name="Offset">From the start of a tile's part of its place.</param>
public sealed record BufferPlan(string Name, int Floats, Place Place, int Offset, int FirstUse, int LastUse)
{
    /// <summary>The buffer that this is a part of; null where it has memory of its own.</summary>
    public string? Root { get; init; }

    public BufferRole Role =>
        Name.StartsWith("d(", System.StringComparison.Ordinal) ? BufferRole.Gradient
        : Name.StartsWith("rows(", System.StringComparison.Ordinal) ? BufferRole.Rows
        : Name.IndexOf('(') >= 0 ? BufferRole.Statistics
        : BufferRole.Value;
}

/// <summary>What a buffer holds.</summary>
public enum BufferRole
{
    /// <summary>The network's input, or a layer's output.</summary>
    Value,

    /// <summary>The loss's gradient by a value.</summary>
    Gradient,

    /// <summary>A value, one row a sample.</summary>
    Rows,

    /// <summary>Sums over a value that normalisation keeps.</summary>
    Statistics,
}

/// <summary>Where a parameter's gradient is added up.</summary>
public enum GradientPlacement
{
    /// <summary>Nowhere: it is not trained.</summary>
    None,

    /// <summary>In no memory: one kernel sees the whole batch and hands it to the sink.</summary>
    Direct,

    /// <summary>In the slot, laid out as the parameter.</summary>
    Narrow,

    /// <summary>In the slot, one vector of lanes for each value.</summary>
    Wide,
}

/// <summary>A parameter tensor: what the typed surface says of it, and where it and its gradient lie.</summary>
/// <param name="Kind">A name of the runtime's <c>ParameterKind</c>.</param>
/// <param name="Rows">Rows of its matrix; a row begins every <paramref name="Stride"/> floats.</param>
/// <param name="Offset">In the parameters.</param>
/// <param name="SlotOffset">In a slot, for placements narrow and wide.</param>
public sealed record ParameterPlan(
    string Name, string Layer, string Kind, EquatableArray<int> Shape, int FanIn, int FanOut, bool Trained,
    int Rows, int Columns, int Stride, int Offset, GradientPlacement Placement, int SlotOffset)
{
    /// <summary>Floats from the first value to the end of the last row, padding included: a multiple of 16.</summary>
    public int Floats => (Rows * Stride + VectorTarget.Lanes - 1) / VectorTarget.Lanes * VectorTarget.Lanes;

    public int SlotSize => Placement switch
    {
        GradientPlacement.Narrow => Floats,
        GradientPlacement.Wide => Floats * VectorTarget.Lanes,
        _ => 0,
    };
}
