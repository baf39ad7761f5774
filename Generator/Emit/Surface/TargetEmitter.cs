using System;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Emit.Surface;

/// <summary>Writes <c>LeNet.Target</c>, the answer that is wanted for one sample: its form follows from the loss.</summary>
internal static class TargetEmitter
{
    public static void Write(CodeWriter writer, Network network)
    {
        int width = network.Output.Count;
        writer.Line($"/// <summary>What {network.Name} should answer for one sample: {Described(network)}.</summary>");
        using (writer.Block("public readonly struct Target : global::NetArch.INetworkTarget<Target>"))
        {
            writer.Lines(
                $"""
                /// <summary>{(network.Loss == LossKind.CrossEntropy ? "The number of classes" : "The length of the target vector")}.</summary>
                public static int Width => {Literals.Of(width)};

                /// <summary>The loss that the last layer gives the network.</summary>
                public static global::NetArch.Loss Loss => global::NetArch.Loss.{network.Loss};
                """);
            writer.Blank();
            switch (network.Loss)
            {
                case LossKind.CrossEntropy:
                    WriteClass(writer, network.Name, width);
                    break;
                case LossKind.BinaryCrossEntropy:
                    WriteVector(writer, network);
                    WriteTruth(writer, width);
                    break;
                case LossKind.SquaredError:
                    WriteVector(writer, network);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(network), network.Loss, "a loss without a target");
            }
        }

        writer.Blank();
    }

    private static string Described(Network network) => network.Loss switch
    {
        LossKind.CrossEntropy => $"a class from 0 to {Literals.Of(network.Output.Count - 1)}",
        LossKind.BinaryCrossEntropy when network.Output.Count == 1 => "true or false, or a probability",
        LossKind.BinaryCrossEntropy => $"{Literals.Grouped(network.Output.Count)} probabilities",
        _ => SampleTypesEmitter.Described(network.Output),
    };

    private static void WriteClass(CodeWriter writer, string network, int classes) => writer.Lines(
        $$"""
        private Target(int @class) => Class = @class;

        /// <summary>The class.</summary>
        public int Class { get; }

        /// <summary>Empty: the target is a class.</summary>
        public {{SampleTypesEmitter.Memory}} Values => default;

        /// <summary>A class as a target.</summary>
        /// <exception cref="global::System.ArgumentOutOfRangeException">There is no such class.</exception>
        public static implicit operator Target(int @class)
        {
            if ((uint)@class >= {{Literals.Of(classes)}}u)
                throw new global::System.ArgumentOutOfRangeException(nameof(@class), @class, {{Literals.Of($"The classes of {network} are 0 to {Literals.Of(classes - 1)}.")}});
            return new Target(@class);
        }

        /// <summary>The class as text.</summary>
        public override string ToString() => Class.ToString(global::System.Globalization.CultureInfo.InvariantCulture);
        """);

    private static void WriteVector(CodeWriter writer, Network network)
    {
        writer.Lines(
            $$"""
            private Target({{SampleTypesEmitter.Memory}} values) => Values = values;

            /// <summary>-1: the target is a vector.</summary>
            public int Class => -1;

            /// <summary>The wanted values.</summary>
            public {{SampleTypesEmitter.Memory}} Values { get; }
            """);
        writer.Blank();
        SampleTypesEmitter.WriteConversions(
            writer, "Target", network.Output.Count, $"{network.Name} gives {SampleTypesEmitter.Described(network.Output)}, and a target has as many");
    }

    private static void WriteTruth(CodeWriter writer, int width)
    {
        if (width != 1) return;
        writer.Lines(
            """
            /// <summary>True as 1, false as 0.</summary>
            public static implicit operator Target(bool value) => value ? 1f : 0f;
            """);
    }
}
