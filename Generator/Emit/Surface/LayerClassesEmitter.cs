using System.Linq;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Emit.Surface;

/// <summary>Writes <c>LeNet.Layers</c>: a class for every layer that has parameters.</summary>
internal static class LayerClassesEmitter
{
    public static void Write(CodeWriter writer, NetworkSurface surface)
    {
        writer.Line($"/// <summary>The layers of {surface.Network.Name} that have parameters.</summary>");
        using (writer.Block("public static class Layers"))
        {
            foreach (LayerSurface layer in surface.Layers)
            {
                WriteClass(writer, surface, layer);
                writer.Blank();
            }
        }
    }

    /// <summary>A sentence for documentation: <c>conv 16 5x5 nobias</c>, from 6x14x14 to 16x10x10; 2,400 parameters.</summary>
    public static string Described(Layer layer) =>
        $"{layer.Name}: <c>{Literals.Xml(LayerText.Of(layer))}</c>, from {layer.Input} to {layer.Output}; "
        + $"{Literals.Grouped(layer.Counts.Parameters)} parameters.";

    private static void WriteClass(CodeWriter writer, NetworkSurface surface, LayerSurface layer)
    {
        long count = layer.Layer.Counts.Parameters;
        writer.Line($"/// <summary>{Described(layer.Layer)}</summary>");
        using (writer.Block($"public sealed class {layer.Class} : global::NetArch.NetworkLayer"))
        {
            writer.Line("/// <summary>Numbers in this layer's parameter tensors.</summary>");
            writer.Line(
                $"public const {NetworkClassEmitter.CountType(count)} ParameterCount = {Literals.Count(count)};").Blank();
            string owner = surface.GlobalNamespace + surface.Class;
            using (writer.Block($"internal {layer.Class}({owner} network)\n    : base(network, {Literals.Of(layer.Layer.Name)})"))
            {
            }

            foreach (LayerParameter parameter in layer.Parameters)
            {
                writer.Blank().Line($"/// <summary>{Described(parameter)}</summary>");
                writer.Line($"public global::NetArch.Parameter {parameter.Property} => At({Literals.Of(parameter.Index)});");
            }
        }
    }

    private static string Described(LayerParameter parameter)
    {
        string shape = string.Join("x", parameter.Plan.Shape.Select(Literals.Of));
        return parameter.Plan.Shape.Count switch
        {
            4 => shape + ": filters x channels x kernel height x kernel width.",
            2 => shape + ": outputs x inputs.",
            _ => shape + ": one for every output channel.",
        };
    }
}
