using NetArch.Dsl.Model;
using NetArch.Generator.Planning;

namespace NetArch.Generator.Emit.Surface;

/// <summary>Writes the class that a user of a network works with: <c>LeNet.g.cs</c>.</summary>
public static class NetworkClassEmitter
{
    public static string Emit(NetworkPlan plan)
    {
        NetworkSurface surface = NetworkSurface.Of(plan);
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
            WriteConstruction(writer, surface);
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

    private static void WriteConstruction(CodeWriter writer, NetworkSurface surface)
    {
        string name = surface.Class;
        writer.Lines(
            $"""
            /// <summary>A network with fresh weights, on the CPU.</summary>
            /// <param name="seed">Of the initial weights: the same seed gives the same weights, bit for bit.</param>
            /// <param name="threads">Threads to use; 0 is one for every processor.</param>
            /// <param name="initialisation">How the weights start.</param>
            public {name}(
                ulong seed = 1,
                int threads = 0,
                global::NetArch.Initialisation initialisation = global::NetArch.Initialisation.Xavier)
                : this(new global::NetArch.NetworkOptions(seed, threads, initialisation))
            """);
        writer.Line("{").Line("}").Blank();
        string program = surface.GlobalNamespace + "Compiled." + surface.Network.Name + "Cpu";
        using (writer.Block(
            $"""
            private {name}(global::NetArch.NetworkOptions options)
                : base(Describe, options, static (description, options) =>
                    new global::NetArch.CpuEngine<{program}>(description, options.Threads))
            """))
        {
            foreach (LayerSurface layer in surface.Layers) writer.Line($"{layer.Property} = new Layers.{layer.Class}(this);");
        }

        writer.Blank();
        writer.Lines(
            $$"""
            /// <summary>A network with fresh weights, on the CPU, for generic code.</summary>
            public static {{name}} Create(global::NetArch.NetworkOptions options) => new {{name}}(options);

            /// <summary>A network with the weights of a <c>.safetensors</c> file, on the CPU.</summary>
            /// <param name="path">A file that <c>Save</c> wrote, or any other with tensors of these names and shapes.</param>
            /// <param name="threads">Threads to use; 0 is one for every processor.</param>
            public static {{name}} Load(string path, int threads = 0)
            {
                var network = new {{name}}(threads: threads);
                try
                {
                    network.LoadWeights(path);
                    return network;
                }
                catch
                {
                    network.Dispose();
                    throw;
                }
            }
            """);
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
