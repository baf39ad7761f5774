using System;
using NetArch.Dsl.Model;

namespace NetArch.Generator.Emit.Surface;

/// <summary>Writes <c>LeNet.Output</c>, the network's answer for one sample.</summary>
internal static class OutputEmitter
{
    public static void Write(CodeWriter writer, Network network)
    {
        writer.Line($"/// <summary>{network.Name}'s answer for one sample: {Described(network)}.</summary>");
        using (writer.Block("public readonly struct Output : global::NetArch.INetworkOutput<Output>"))
        {
            writer.Lines(
                $$"""
                private Output({{SampleTypesEmitter.Memory}} values) => Values = values;

                /// <summary>The answer's values, in order.</summary>
                public {{SampleTypesEmitter.Memory}} Values { get; }

                /// <summary>The value at an index.</summary>
                public float this[int index] => Values.Span[index];
                """);
            writer.Blank();
            WriteMeaning(writer, network);
            WriteFactory(writer, network);
        }

        writer.Blank();
    }

    private static string Described(Network network) => network.Loss switch
    {
        LossKind.CrossEntropy => $"the probabilities of {Literals.Grouped(network.Output.Count)} classes",
        LossKind.BinaryCrossEntropy when network.Output.Count == 1 => "a probability",
        LossKind.BinaryCrossEntropy => $"{Literals.Grouped(network.Output.Count)} probabilities, each for itself",
        _ => SampleTypesEmitter.Described(network.Output),
    };

    private static void WriteMeaning(CodeWriter writer, Network network)
    {
        switch (network.Loss)
        {
            case LossKind.CrossEntropy:
                WriteClasses(writer);
                break;
            case LossKind.BinaryCrossEntropy when network.Output.Count == 1:
                WriteTruth(writer);
                break;
            case LossKind.BinaryCrossEntropy:
                writer.Line("/// <summary>The probability of every output, each for itself.</summary>");
                writer.Line("public global::System.ReadOnlySpan<float> Probabilities => Values.Span;").Blank();
                break;
            case LossKind.SquaredError:
                WriteSingle(writer, network.Output.Count);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(network), network.Loss, "a loss without an output");
        }
    }

    private static void WriteClasses(CodeWriter writer)
    {
        writer.Lines(
            """
            /// <summary>The probability of every class; together they are 1.</summary>
            public global::System.ReadOnlySpan<float> Probabilities => Values.Span;

            /// <summary>The most probable class; of equals the first.</summary>
            public int Class
            {
                get
                {
                    global::System.ReadOnlySpan<float> values = Values.Span;
                    int best = 0;
                    for (int i = 1; i < values.Length; i++)
                    {
                        if (values[i] > values[best]) best = i;
                    }

                    return best;
                }
            }

            /// <summary>The probability of the most probable class.</summary>
            public float Confidence => Values.Span[Class];
            """);
        writer.Blank();
    }

    private static void WriteTruth(CodeWriter writer)
    {
        writer.Lines(
            """
            /// <summary>The probability of true.</summary>
            public float Probability => Values.Span[0];

            /// <summary>Whether true is at least as probable as false.</summary>
            public bool IsTrue => Probability >= 0.5f;
            """);
        writer.Blank();
    }

    private static void WriteSingle(CodeWriter writer, int width)
    {
        if (width != 1) return;
        writer.Lines(
            """
            /// <summary>The one value there is.</summary>
            public float Value => Values.Span[0];
            """);
        writer.Blank();
    }

    private static void WriteFactory(CodeWriter writer, Network network)
    {
        int width = network.Output.Count;
        writer.Lines(
            $$"""
            /// <summary>Wraps values without copying them.</summary>
            /// <exception cref="global::System.ArgumentException">There are not {{Literals.Grouped(width)}} of them.</exception>
            public static Output FromValues({{SampleTypesEmitter.Memory}} values)
            {
                if (values.Length != {{Literals.Of(width)}})
                    throw new global::System.ArgumentException({{Literals.Of($"{network.Name} gives {SampleTypesEmitter.Described(network.Output)}, not ")}} + values.Length + ".", nameof(values));
                return new Output(values);
            }
            """);
    }
}
