using System;
using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>What the passes that lower layers share: the network's fused layers, their values' names, sizes and kernels.</summary>
internal sealed class ScheduleBuilder(IReadOnlyList<FusedLayer> layers, EquatableArray<ParameterPlan> parameters, RegisterTiling tiling)
{
    private readonly Dictionary<string, int> sizes = new(StringComparer.Ordinal);

    public const string InputName = "input";

    /// <summary>The buffer of a value's gradient. No layer can have such a name.</summary>
    public static string GradientOf(string value) => "d(" + value + ")";

    /// <summary>The buffer of a value's copy with one row a sample.</summary>
    public static string RowsOf(string value) => "rows(" + value + ")";

    public IReadOnlyList<FusedLayer> Layers => layers;

    public List<WorkUnit> Units { get; } = new();

    /// <summary>The value that layer <paramref name="index"/> reads.</summary>
    public string InputOf(int index) => index == 0 ? InputName : OutputOf(index - 1);

    public string OutputOf(int index) => layers[index].Last.Name;

    /// <summary>Declares a buffer of so many values a sample.</summary>
    public string Buffer(string name, int values)
    {
        sizes[name] = checked(values * VectorTarget.Lanes);
        return name;
    }

    /// <summary>Declares a buffer of rows, one for each sample of a tile, as wide as the rows of a layer's weights.</summary>
    public string SampleRows(string name, FullyConnected reader)
    {
        sizes[name] = checked(PlanParameters.RowStride(reader) * VectorTarget.Lanes);
        return name;
    }

    public ParameterPlan? Parameter(Layer layer, string kind) =>
        parameters.FirstOrDefault(parameter => parameter.Layer == layer.Name && parameter.Kind == kind);

    public int Weight(Layer layer) => IndexOf(Parameter(layer, "Weight")!);

    public int? Bias(Layer layer) => Parameter(layer, "Bias") is { } bias ? IndexOf(bias) : null;

    public bool IsTrained(int index) => layers[index].HasParameters && Parameter(layers[index].Core, "Weight")!.Trained;

    /// <summary>The first layer that is trained, or the number of layers: nothing before it gets a backward pass.</summary>
    public int FirstTrained => Enumerable.Range(0, layers.Count).Where(IsTrained).DefaultIfEmpty(layers.Count).First();

    public static bool IsSplitByRows(FusedLayer layer) => layer.Core is FullyConnected connected && PlanParameters.IsSplitByRows(connected);

    public ConvolutionForward ConvolutionKernel(Convolution layer, Pooling? pool)
    {
        ConvolutionGeometry geometry = ConvolutionGeometry.Of(layer);
        (int filters, int columns) = tiling.ConvolutionForward(geometry);
        return new(geometry, layer.HasBias, pool is null ? null : PoolingGeometry.Of(pool), filters, columns);
    }

    public ConvolutionDataGradient ConvolutionDataKernel(Convolution layer)
    {
        ConvolutionGeometry geometry = ConvolutionGeometry.Of(layer);
        (int channels, int columns) = tiling.ConvolutionDataGradient(geometry);
        return new(geometry, channels, columns);
    }

    public ConvolutionWeightGradient ConvolutionWeightKernel(Convolution layer)
    {
        ConvolutionGeometry geometry = ConvolutionGeometry.Of(layer);
        (int filters, int channels, int columns) = tiling.ConvolutionWeightGradient(geometry);
        bool wide = Parameter(layer, "Weight")!.Placement == GradientPlacement.Wide;
        return new(geometry, filters, channels, columns, wide);
    }

    public FullyConnectedForward ConnectKernel(FullyConnected layer) => new(
        layer.Inputs, PlanParameters.RowStride(layer), layer.HasBias, tiling.FullyConnectedRows(layer.Outputs));

    public FullyConnectedDataGradient ConnectDataKernel(FullyConnected layer) => new(
        layer.Outputs, PlanParameters.RowStride(layer), tiling.FullyConnectedRows(layer.Inputs),
        PlanParameters.IsSplitByRows(layer));

    public FullyConnectedWeightGradient ConnectWeightKernel(FullyConnected layer)
    {
        int vectors = PlanParameters.RowVectors(layer);
        (int vectorTile, int rowTile) = tiling.FullyConnectedWeightGradient(vectors, layer.Outputs, PlanParameters.IsSplitByRows(layer));
        return new(vectors, PlanParameters.RowStride(layer), vectorTile, rowTile, PlanParameters.IsSplitByRows(layer));
    }

    public Schedule Finish(string name, Partition tilePartition) =>
        LayOutMemory.Apply(name, FormStages.Apply(Units, tilePartition), sizes);

    private int IndexOf(ParameterPlan plan) => Enumerable.Range(0, parameters.Count).First(index => ReferenceEquals(parameters[index], plan));
}
