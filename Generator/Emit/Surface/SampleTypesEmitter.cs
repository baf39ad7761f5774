using NetArch.Dsl.Model;

namespace NetArch.Generator.Emit.Surface;

/// <summary>Writes <c>LeNet.Input</c>, and what the types of samples have in common.</summary>
internal static class SampleTypesEmitter
{
    public const string Memory = "global::System.ReadOnlyMemory<float>";

    public static void WriteInput(CodeWriter writer, Network network)
    {
        Shape shape = network.Input;
        string what = $"{network.Name} takes {Described(shape)}";
        writer.Line($"/// <summary>One sample for {network.Name}: {Described(shape)}{(shape.IsVector ? "" : ", channel by channel, row by row")}.</summary>");
        using (writer.Block("public readonly struct Input : global::NetArch.INetworkInput<Input>"))
        {
            writer.Lines(
                $$"""
                /// <summary>Values in one sample.</summary>
                public const int Count = {{Literals.Count(shape.Count)}};

                private Input({{Memory}} values) => Values = values;

                /// <summary>Channels x height x width: {{shape}}.</summary>
                public static global::NetArch.SampleShape Shape => {{DescriptionEmitter.SampleShape(shape)}};

                /// <summary>The values, {{(shape.IsVector ? "one after the other" : "channel by channel, row by row")}}.</summary>
                public {{Memory}} Values { get; }
                """);
            writer.Blank();
            WriteIndexer(writer, shape);
            WriteConversions(writer, "Input", shape.Count, what);
        }

        writer.Blank();
    }

    /// <summary>From memory and from an array, with the length checked; for a single value also from a float.</summary>
    public static void WriteConversions(CodeWriter writer, string type, int count, string what)
    {
        string message = Literals.Of(what + ", not ");
        writer.Lines(
            $$"""
            /// <summary>Wraps values without copying them.</summary>
            /// <exception cref="global::System.ArgumentException">There are not {{Literals.Grouped(count)}} of them.</exception>
            public static {{type}} FromValues({{Memory}} values)
            {
                if (values.Length != {{Literals.Of(count)}})
                    throw new global::System.ArgumentException({{message}} + values.Length + ".", nameof(values));
                return new {{type}}(values);
            }

            /// <summary>Wraps an array without copying it.</summary>
            public static implicit operator {{type}}(float[] values) => FromValues(values);
            """);
        writer.Blank();
        if (count != 1) return;
        writer.Lines(
            $"""
            /// <summary>The one value there is.</summary>
            public static implicit operator {type}(float value) => new {type}(new[] {"{ value }"});
            """);
        writer.Blank();
    }

    /// <summary>A shape in words: <c>1x32x32 = 1,024 values</c>.</summary>
    public static string Described(Shape shape) => shape switch
    {
        { Count: 1 } => "1 value",
        { IsVector: true } => Literals.Grouped(shape.Count) + " values",
        _ => $"{shape} = {Literals.Grouped(shape.Count)} values",
    };

    private static void WriteIndexer(CodeWriter writer, Shape shape)
    {
        if (shape.IsVector)
        {
            writer.Line("/// <summary>The value at an index.</summary>");
            writer.Line("public float this[int index] => Values.Span[index];").Blank();
            return;
        }

        string height = Literals.Of(shape.Height), width = Literals.Of(shape.Width);
        writer.Line("/// <summary>The value of a channel at a row and a column.</summary>");
        using (writer.Block("public float this[int channel, int row, int column]"))
        using (writer.Block("get"))
        {
            WriteRangeCheck(writer, "channel", shape.Channels);
            WriteRangeCheck(writer, "row", shape.Height);
            WriteRangeCheck(writer, "column", shape.Width);
            writer.Line($"return Values.Span[(channel * {height} + row) * {width} + column];");
        }

        writer.Blank();
    }

    // Without it, a column that is too large would silently be one of the next row.
    private static void WriteRangeCheck(CodeWriter writer, string name, int size)
    {
        writer.Line($"global::System.ArgumentOutOfRangeException.ThrowIfNegative({name});");
        writer.Line($"global::System.ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual({name}, {Literals.Of(size)});");
    }
}
