using System.Collections.Generic;
using System.Linq;
using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Emit.Surface;

/// <summary>Writes the network's description: what the runtime knows of it.</summary>
internal static class DescriptionEmitter
{
    public static void Write(CodeWriter writer, NetworkSurface surface)
    {
        Network network = surface.Network;
        writer.Line("/// <summary>What this network is: its shapes, its layers, its parameters.</summary>");
        writer.Line("public static global::NetArch.NetworkDescription Describe { get; } = new global::NetArch.NetworkDescription(");
        using (writer.Indented())
        {
            writer.Line(Literals.Of(network.Name) + ",");
            writer.Line(SampleShape(network.Input) + ",");
            writer.Line(Literals.Of(network.Output.Count) + ",");
            writer.Line("global::NetArch.Loss." + network.Loss + ",");
            WriteLayers(writer, surface.DescribedLayers);
            WriteParameters(writer, surface);
            writer.Line("Summary);");
        }

        writer.Blank();
    }

    /// <summary>A shape as the runtime knows it: a vector is a column of channels.</summary>
    public static string SampleShape(Shape shape) =>
        $"new global::NetArch.SampleShape({Literals.Of(shape.Channels)}, {Literals.Of(shape.Height)}, {Literals.Of(shape.Width)})";

    private static void WriteLayers(CodeWriter writer, IReadOnlyList<Layer> layers)
    {
        using (writer.Block("new global::NetArch.LayerDescription[]", "},"))
        {
            foreach (Layer layer in layers)
            {
                LayerCounts counts = layer.Counts;
                writer.Line(
                    $"new({Literals.Of(layer.Name)}, {Literals.Of(LayerText.Of(layer))}, {SampleShape(layer.Output)}, "
                    + $"{Literals.Of(counts.Parameters)}, {Literals.Of(counts.MultiplyAccumulates)}),");
            }
        }
    }

    private static void WriteParameters(CodeWriter writer, NetworkSurface surface)
    {
        using (writer.Block("new global::NetArch.ParameterDescription[]", "},"))
        {
            foreach (ParameterPlan parameter in surface.Parameters)
            {
                string shape = string.Join(", ", parameter.Shape.Select(Literals.Of));
                writer.Line(
                    $"new({Literals.Of(parameter.Name)}, {Literals.Of(parameter.Layer)}, global::NetArch.ParameterKind.{parameter.Kind}, "
                    + $"new[] {{ {shape} }}, {Literals.Of(parameter.FanIn)}, {Literals.Of(parameter.FanOut)}, {Literals.Of(parameter.Trained)}),");
            }
        }
    }
}
