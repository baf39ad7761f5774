using System;
using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Planning;

/// <summary>From the tree of layers to a graph of operations, one for each layer that computes something.</summary>
internal sealed class FormGraph
{
    private readonly Layer? lossLayer;
    private readonly bool isTrace;
    private readonly bool dropsOut;
    private readonly List<Operation> operations = new();
    private readonly Dictionary<string, Shape> shapes = new(StringComparer.Ordinal);
    private int dropouts;

    private FormGraph(Layer? lossLayer, bool isTrace, bool dropsOut)
    {
        this.lossLayer = lossLayer;
        this.isTrace = isTrace;
        this.dropsOut = dropsOut;
    }

    /// <summary>What runs: flatten is a view, and vanishes; so does dropout outside training; a softmax or sigmoid at the end belongs to the loss.</summary>
    public static NetworkGraph Apply(Network network, bool dropsOut) => Apply(network, isTrace: false, dropsOut);

    /// <summary>Every layer with a value of its own: what a trace shows.</summary>
    public static NetworkGraph ForTrace(Network network) => Apply(network, isTrace: true, dropsOut: false);

    private static NetworkGraph Apply(Network network, bool isTrace, bool dropsOut)
    {
        var graph = new FormGraph(isTrace ? null : LossLayer(network), isTrace, dropsOut);
        graph.shapes[NetworkGraph.InputName] = network.Input;
        string output = graph.Chain(network.Layers, NetworkGraph.InputName);
        return new NetworkGraph(graph.operations, graph.shapes, output);
    }

    private static Layer? LossLayer(Network network)
    {
        if (network.Loss == LossKind.SquaredError) return null;
        Layer last = network.Layers[network.Layers.Count - 1];
        while (last is BlockUse block) last = block.Layers[block.Layers.Count - 1];
        return last;
    }

    private string Chain(IEnumerable<Layer> layers, string from)
    {
        foreach (Layer layer in layers) from = Form(layer, from);
        return from;
    }

    private string Form(Layer layer, string from) => layer switch
    {
        BlockUse block => Chain(block.Layers, from),
        Residual residual => Sum(residual, from),
        Concatenation concatenation => Join(concatenation, from),
        Flatten when !isTrace => from,
        Dropout when !isTrace && !dropsOut => from,
        _ when ReferenceEquals(layer, lossLayer) => from,
        _ => Add(OperationKind.Layer, layer, layer.Name, layer.Output, from),
    };

    private string Sum(Residual residual, string from)
    {
        string body = Chain(residual.Body, from);
        string shortcut = residual.Kind switch
        {
            ShortcutKind.Identity => from,
            ShortcutKind.Pad => Add(OperationKind.PaddedShortcut, residual, residual.Name + ".shortcut", residual.Output, from),
            _ => Chain(residual.Shortcut, from),
        };
        return Add(OperationKind.Sum, residual, residual.Name, residual.Output, body, shortcut);
    }

    private string Join(Concatenation concatenation, string from)
    {
        string[] branches = concatenation.Branches.Select(branch => Chain(branch, from)).ToArray();
        return Add(OperationKind.Join, concatenation, concatenation.Name, concatenation.Output, branches);
    }

    private string Add(OperationKind kind, Layer core, string name, Shape shape, params string[] inputs)
    {
        shapes[name] = shape;
        operations.Add(new Operation(kind, core, inputs.ToEquatableArray(), name)
        {
            DropoutOrdinal = core is Dropout ? dropouts++ : -1,
            Activation = core is Activation activation ? ActivationFunction.Of(activation) : ActivationFunction.Identity,
            Sum = kind == OperationKind.Sum ? (Residual)core : null,
        });
        return name;
    }
}
