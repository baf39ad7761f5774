namespace NetArch.Generator.Emit.Surface;

/// <summary>Writes how a network comes to be: its constructors, and <c>Create</c> and <c>Load</c>.</summary>
internal static class ConstructionEmitter
{
    public static void Write(CodeWriter writer, NetworkSurface surface, bool hasGpu)
    {
        if (hasGpu) WriteConstructorWithDevice(writer, surface);
        else WriteConstructor(writer, surface);
        WriteEngine(writer, surface, hasGpu);
        WriteCreateAndLoad(writer, surface, hasGpu);
    }

    private static void WriteConstructor(CodeWriter writer, NetworkSurface surface)
    {
        writer.Lines(
            $"""
            /// <summary>A network with fresh weights, on the CPU.</summary>
            /// <param name="seed">Of the initial weights: the same seed gives the same weights, bit for bit.</param>
            /// <param name="threads">Threads to use; 0 is one for every processor.</param>
            /// <param name="initialisation">How the weights start.</param>
            public {surface.Class}(
                ulong seed = 1,
                int threads = 0,
                global::NetArch.Initialisation initialisation = global::NetArch.Initialisation.Xavier)
                : this(new global::NetArch.NetworkOptions(seed, threads, initialisation))
            """);
        writer.Line("{").Line("}").Blank();
    }

    private static void WriteConstructorWithDevice(CodeWriter writer, NetworkSurface surface)
    {
        writer.Lines(
            $"""
            /// <summary>A network with fresh weights.</summary>
            /// <param name="seed">Of the initial weights: the same seed gives the same weights, bit for bit.</param>
            /// <param name="threads">Threads to use on the CPU; 0 is one for every processor.</param>
            /// <param name="initialisation">How the weights start.</param>
            /// <param name="device">Where the network lives: null is the CPU, <see cref="global::NetArch.Gpu.GpuDevice.Default"/> a GPU.</param>
            /// <param name="precision">How exactly a GPU multiplies.</param>
            public {surface.Class}(
                ulong seed = 1,
                int threads = 0,
                global::NetArch.Initialisation initialisation = global::NetArch.Initialisation.Xavier,
                global::NetArch.ComputeDevice? device = null,
                global::NetArch.Precision precision = global::NetArch.Precision.Float32)
                : this(new global::NetArch.NetworkOptions(seed, threads, initialisation, Device: device, Precision: precision))
            """);
        writer.Line("{").Line("}").Blank();
    }

    private static void WriteEngine(CodeWriter writer, NetworkSurface surface, bool hasGpu)
    {
        string program = surface.GlobalNamespace + "Compiled." + surface.Network.Name;
        string cpu = $"new global::NetArch.CpuEngine<{program}Cpu>(description, options.Threads)";
        string engine = hasGpu
            ? $"options.Device is global::NetArch.Gpu.GpuDevice device\n            ? device.CreateEngine<{program}Gpu>(description, options)\n            : {cpu}"
            : cpu;
        if (surface.IsBare) engine = $"throw new global::System.InvalidOperationException({Literals.Of(surface.Network.Name + " has errors, and cannot be used.")})";
        using (writer.Block(
            $"""
            private {surface.Class}(global::NetArch.NetworkOptions options)
                : base(Describe, options, static (description, options) =>
                    {engine})
            """))
        {
            foreach (LayerSurface layer in surface.Layers) writer.Line($"{layer.Property} = new Layers.{layer.Class}(this);");
        }

        writer.Blank();
    }

    private static void WriteCreateAndLoad(CodeWriter writer, NetworkSurface surface, bool hasGpu)
    {
        string name = surface.Class, place = hasGpu ? "" : ", on the CPU";
        string device = hasGpu ? ", global::NetArch.ComputeDevice? device = null" : "";
        string argument = hasGpu ? ", device: device" : "";
        string documentation = hasGpu ? "\n/// <param name=\"device\">Where the network lives: null is the CPU.</param>" : "";
        writer.Lines(
            $$"""
            /// <summary>A network with fresh weights{{place}}, for generic code.</summary>
            public static {{name}} Create(global::NetArch.NetworkOptions options) => new {{name}}(options);

            /// <summary>A network with the weights of a <c>.safetensors</c> file{{place}}.</summary>
            /// <param name="path">A file that <c>Save</c> wrote, or any other with tensors of these names and shapes.</param>
            /// <param name="threads">Threads to use; 0 is one for every processor.</param>{{documentation}}
            public static {{name}} Load(string path, int threads = 0{{device}})
            {
                var network = new {{name}}(threads: threads{{argument}});
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
}
