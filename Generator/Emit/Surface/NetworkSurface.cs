using System;
using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Emit.Surface;

/// <summary>A network with the C# names of everything its class shows.</summary>
/// <param name="Namespace">As C#, keywords escaped; empty for the global one.</param>
/// <param name="Class">The class's name as C#.</param>
/// <param name="DescribedLayers">Every layer that computes something, in the order of a trace.</param>
/// <param name="Layers">The layers that have parameters.</param>
internal sealed record NetworkSurface(
    Network Network, string Namespace, string Class,
    IReadOnlyList<Layer> DescribedLayers, IReadOnlyList<LayerSurface> Layers, IReadOnlyList<ParameterPlan> Parameters)
{
    public string GlobalNamespace => Namespace.Length == 0 ? "global::" : "global::" + Namespace + ".";

    /// <summary>Of a network with errors: its members throw.</summary>
    public bool IsBare { get; init; }

    public static NetworkSurface Of(NetworkPlan plan) => Of(plan.Network, plan.Layers, plan.Parameters);

    public static NetworkSurface Of(Network network, IReadOnlyList<Layer> described, IReadOnlyList<ParameterPlan> all)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var layers = new List<LayerSurface>();
        foreach (Layer layer in network.Layers.Leaves())
        {
            List<LayerParameter> parameters = ParametersOf(all, layer);
            if (parameters.Count > 0) layers.Add(LayerSurface.Of(layer, parameters, taken));
        }

        return new NetworkSurface(
            network, Identifiers.OfNamespace(network.Namespace ?? ""), Identifiers.Escape(network.Name), described, layers, all);
    }

    private static List<LayerParameter> ParametersOf(IReadOnlyList<ParameterPlan> all, Layer layer) => all
        .Select((parameter, index) => new LayerParameter(parameter, index))
        .Where(parameter => parameter.Plan.Layer == layer.Name)
        .ToList();
}

/// <summary>A layer with parameters: a property of the network, and a class of its own for the property's type.</summary>
/// <param name="Property">The property's name as C#: <c>C3</c>, <c>Basic3_conv1</c>.</param>
/// <param name="Class">The class's name within <c>Layers</c>; the property's, unless a member of the class is called so.</param>
internal sealed record LayerSurface(Layer Layer, string Property, string Class, IReadOnlyList<LayerParameter> Parameters)
{
    public static LayerSurface Of(Layer layer, IReadOnlyList<LayerParameter> parameters, HashSet<string> taken)
    {
        string property = Unique(layer.Name.Replace('.', '_'), taken);
        bool isMember = property == "ParameterCount" || parameters.Any(parameter => parameter.Property == property);
        string type = isMember ? Unique(property + "Layer", taken) : property;
        return new LayerSurface(layer, Identifiers.Escape(property), Identifiers.Escape(type), parameters);
    }

    // Basic3.conv1 in one place and a layer labelled Basic3_conv1 in another are two layers, and need two names.
    private static string Unique(string name, HashSet<string> taken)
    {
        string candidate = name;
        for (int number = 2; !taken.Add(candidate); number++) candidate = name + "_" + Literals.Of(number);
        return candidate;
    }
}

/// <summary>A parameter tensor of a layer, and its index among all of the network.</summary>
internal sealed record LayerParameter(ParameterPlan Plan, int Index)
{
    public string Property => Plan.Kind switch
    {
        "Weight" => "Weights",
        "Bias" => "Biases",
        _ => Plan.Kind,
    };
}
