using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>The four ways to run a network.</summary>
internal enum Pass
{
    /// <summary>Forward in evaluation mode: nothing is kept, nothing dropped.</summary>
    Inference,

    /// <summary>Forward, backward, and every trained parameter's gradient to the sink.</summary>
    Training,

    /// <summary>Forward in evaluation mode, and backward to the inputs.</summary>
    InputGradients,

    /// <summary>Forward in evaluation mode, layer by layer, each output recorded.</summary>
    Tracing,
}

/// <summary>What the rules that lower operations share: the graph, its values' buffers, the parameters, and the work so far.</summary>
internal sealed class ScheduleBuilder
{
    private readonly Dictionary<string, int> sizes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BufferView> views = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> needsGradient = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> parameterIndices = new(StringComparer.Ordinal);
    private readonly EquatableArray<ParameterPlan> parameters;

    public ScheduleBuilder(Pass pass, NetworkGraph graph, EquatableArray<ParameterPlan> parameters, KernelChoice kernels)
    {
        Pass = pass;
        Graph = graph;
        Kernels = kernels;
        this.parameters = parameters;
        for (int i = 0; i < parameters.Count; i++) parameterIndices.Add(parameters[i].Name, i);
        needsGradient[NetworkGraph.InputName] = pass == Pass.InputGradients;
        foreach (Operation operation in graph.Operations)
            needsGradient[operation.Output] = operation.Reads.Any(NeedsGradient) || IsTrained(operation);
    }

    public Pass Pass { get; }

    public NetworkGraph Graph { get; }

    public KernelChoice Kernels { get; }

    public bool IsTraining => Pass == Pass.Training;

    public List<WorkUnit> Units { get; } = new();

    /// <summary>The buffer of a value's gradient. No layer can have such a name.</summary>
    public static string GradientOf(string value) => "d(" + value + ")";

    /// <summary>Whether backward visits what makes the value: nothing before the first trained layer is.</summary>
    public bool NeedsGradient(string value) => needsGradient[value];

    /// <summary>Whether the operation's own parameters are trained in this pass.</summary>
    public bool IsTrained(Operation operation) =>
        IsTraining && !operation.Core.Frozen && (operation.HasWeights || operation.IsBatchNormalisation);

    public int CountOf(string value) => Graph.ShapeOf(value).Count;

    /// <summary>Declares a buffer of so many values a sample.</summary>
    public string Buffer(string name, int values)
    {
        sizes[name] = checked(values * VectorTarget.Lanes);
        return name;
    }

    /// <summary>Declares a buffer of so many floats in all: what the whole batch has once.</summary>
    public string BatchBuffer(string name, int floats)
    {
        sizes[name] = (floats + VectorTarget.Lanes - 1) / VectorTarget.Lanes * VectorTarget.Lanes;
        return name;
    }

    /// <summary>The buffer of a graph's value; a part of another, where it was declared so.</summary>
    public string Value(string name) => views.ContainsKey(name) ? name : Buffer(name, CountOf(name));

    /// <summary>Declares a name for a part of another buffer.</summary>
    /// <param name="first">The first of its values, counted in values a sample.</param>
    public string View(string name, string of, int first, int values)
    {
        views[name] = new BufferView(of, first * VectorTarget.Lanes, values * VectorTarget.Lanes);
        return name;
    }

    public bool IsView(string name) => views.ContainsKey(name);

    /// <summary>Whether the name is just that part of the other buffer.</summary>
    public bool LiesIn(string name, string of, int first) =>
        views.TryGetValue(name, out BufferView? view) && view.Of == of && view.Offset == first * VectorTarget.Lanes;

    /// <summary>A buffer of its own for a gradient by a value, or for a reader's part of it.</summary>
    public string FreshGradient(string value) => FreshGradient(value, CountOf(value));

    /// <inheritdoc cref="FreshGradient(string)"/>
    public string FreshGradient(string value, int values)
    {
        string name = GradientOf(value);
        for (int i = 2; sizes.ContainsKey(name) || views.ContainsKey(name); i++)
            name = GradientOf(value + "#" + i.ToString(CultureInfo.InvariantCulture));
        return Buffer(name, values);
    }

    /// <summary>Declares a buffer of rows, one for each sample of a tile, as wide as the rows of a layer's weights.</summary>
    public string SampleRows(string value, FullyConnected reader)
    {
        string name = SampleRowsOf(value, reader);
        sizes[name] = checked(PlanParameters.RowStride(reader) * VectorTarget.Lanes);
        return name;
    }

    /// <summary>The buffer of a value's copy with one row a sample, padded as the reader's weights are; the value itself, where there are no copies.</summary>
    public string SampleRowsOf(string value, FullyConnected reader)
    {
        if (Kernels.WorksInOrder) return value;
        int stride = PlanParameters.RowStride(reader);
        bool several = Graph.ReadersOf(value).Any(
            other => other.IsFullyConnected && PlanParameters.RowStride((FullyConnected)other.Core) != stride);
        return "rows(" + value + (several ? "#" + stride.ToString(CultureInfo.InvariantCulture) : "") + ")";
    }

    public ParameterPlan Parameter(int index) => parameters[index];

    public int IndexOf(Layer layer, string suffix) => parameterIndices[layer.Name + "." + suffix];

    public int Weight(Layer layer) => IndexOf(layer, "weight");

    public int? Bias(Layer layer) => parameterIndices.TryGetValue(layer.Name + ".bias", out int index) ? index : null;

    /// <summary>The weights that an operation's kernels read.</summary>
    public Operand WeightOperand(Operation operation) => new(operation.Folded is not null, operation.Core.Name + ".weight");

    public Operand BiasOperand(Operation operation) =>
        operation.Folded is not null ? new(true, operation.Core.Name + ".bias")
        : Bias(operation.Core) is not null ? new(false, operation.Core.Name + ".bias")
        : Operand.Zeros;

    public BatchNormParameters BatchNorm(BatchNormalisation layer) => BatchNormParametersOf(layer, parameters, parameterIndices);

    public static BatchNormParameters BatchNormParametersOf(
        BatchNormalisation layer, EquatableArray<ParameterPlan> parameters, IReadOnlyDictionary<string, int> indices)
    {
        string[] names = new[] { "weight", "bias", "running_mean", "running_var" }.Select(suffix => layer.Name + "." + suffix).ToArray();
        return new(
            layer.Name, indices[names[0]], indices[names[1]], indices[names[2]], indices[names[3]], layer.Input.Channels, layer.Input.Positions,
            (float)layer.Momentum, (float)layer.Epsilon, parameters[indices[names[0]]].Trained) { Names = names.ToEquatableArray() };
    }

    public static bool IsSplitByRows(Operation operation) => operation.Core is FullyConnected connected && PlanParameters.IsSplitByRows(connected);

    public void Tiles(params Step[] steps) => Units.Add(WorkUnit.Tiles(steps));

    public Schedule Finish(string name, Partition tilePartition)
    {
        var memory = new BufferTable(sizes, views);
        EquatableArray<Stage> stages = Kernels.WorksInOrder
            ? FormStages.InOrder(Units)
            : FormStages.Apply(Units, tilePartition, memory, parameters);
        return LayOutMemory.Apply(name, stages, memory);
    }
}
