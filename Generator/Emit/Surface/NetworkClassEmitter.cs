using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Emit.Surface;

/// <summary>Writes the class that a user of a network works with: <c>LeNet.g.cs</c>.</summary>
public static class NetworkClassEmitter
{
    /// <param name="hasGpu">Whether the project has networks on a GPU too.</param>
    public static string Emit(NetworkPlan plan, bool hasGpu) => Emit(NetworkSurface.Of(plan), hasGpu);

    /// <summary>The class of a network with errors: the build fails by them, and by nothing else.</summary>
    public static string Emit(NetworkSketch sketch, bool hasGpu) => Emit(BareSurface.Of(sketch), hasGpu);

    private static string Emit(NetworkSurface surface, bool hasGpu)
    {
        var writer = new CodeWriter();
        GeneratedFile.WriteHead(writer, surface.Namespace);
        string name = surface.Class;
        WriteClassDocumentation(writer, surface);
        using (writer.Block(
            $"""
            public sealed partial class {name}
                : global::NetArch.Network<{name}.Input, {name}.Target, {name}.Output>, global::NetArch.INetwork<{name}>
            """))
        {
            WriteConstants(writer, surface);
            ConstructionEmitter.Write(writer, surface, hasGpu);
            WriteLayerProperties(writer, surface);
            DescriptionEmitter.Write(writer, surface);
            SampleTypesEmitter.WriteInput(writer, surface.Network);
            TargetEmitter.Write(writer, surface.Network);
            OutputEmitter.Write(writer, surface.Network);
            LayerClassesEmitter.Write(writer, surface);
        }

        return writer.ToString();
    }

    private static void WriteClassDocumentation(CodeWriter writer, NetworkSurface surface)
    {
        Network network = surface.Network;
        if (surface.IsBare)
        {
            writer.Line("/// <summary>" + Literals.Xml($"{network.Name} has errors in its own file; this is the outline of its class.") + "</summary>");
            return;
        }

        string counts = Literals.Grouped(network.Counts.Parameters) + " parameters, "
            + Literals.Grouped(network.Counts.MultiplyAccumulates) + " multiply-accumulates for one sample";
        writer.Line("/// <summary>" + Literals.Xml($"{network.Name}: {network.Input} in, {network.Output} out; {counts}.") + "</summary>");
        writer.Line("/// <remarks><code>");
        foreach (string line in SummaryTable.Of(network).Split('\n')) writer.Line("/// " + Literals.Xml(line));
        writer.Line("/// </code></remarks>");
    }

    private static void WriteConstants(CodeWriter writer, NetworkSurface surface)
    {
        LayerCounts counts = surface.Network.Counts;
        writer.Lines(
            $"""
            /// <summary>Numbers in all parameter tensors, batch normalisation's running statistics included.</summary>
            public const {CountType(counts.Parameters)} ParameterCount = {Literals.Count(counts.Parameters)};

            /// <summary>Weights, biases, scales and shifts: what training changes, but for layers that are frozen.</summary>
            public const {CountType(counts.Trainable)} TrainableCount = {Literals.Count(counts.Trainable)};

            /// <summary>Multiply-accumulates of one sample's forward pass.</summary>
            public const long MultiplyAccumulates = {Literals.Count(counts.MultiplyAccumulates)};

            /// <summary>The table of layers, output shapes and parameters, as text.</summary>
            """);
        writer.Line("public const string Summary =");
        using (writer.Indented()) writer.Lines("\"\"\"\n" + SummaryTable.Of(surface.Network) + "\n\"\"\";");
        writer.Blank();
    }

    private static void WriteLayerProperties(CodeWriter writer, NetworkSurface surface)
    {
        foreach (LayerSurface layer in surface.Layers)
        {
            writer.Line($"/// <summary>{LayerClassesEmitter.Described(layer.Layer)}</summary>");
            writer.Line($"public Layers.{layer.Class} {layer.Property} {{ get; }}").Blank();
        }
    }

    /// <summary>Constants are ints wherever they fit, so that they can stand where an array's length does.</summary>
    internal static string CountType(long count) => count <= int.MaxValue ? "int" : "long";
}
