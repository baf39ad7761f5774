namespace NetArch.Runtime.Tests;

/// <summary>Networks as the generator would emit them, but by hand and on <see cref="LinearEngine"/>.</summary>
internal static class TestNetworks
{
    /// <summary>Fully connected layers of these widths: <c>fc1.weight</c>, <c>fc1.bias</c>, <c>fc2.weight</c> and so on.</summary>
    public static NetworkDescription Describe(string name, SampleShape input, Loss loss, bool firstFrozen, params int[] widths)
    {
        var layers = new List<LayerDescription>();
        var parameters = new List<ParameterDescription>();
        int inputs = input.Count;
        for (int i = 0; i < widths.Length; i++)
        {
            string layer = $"fc{i + 1}";
            bool trained = i > 0 || !firstFrozen;
            layers.Add(new LayerDescription(layer, $"fc {widths[i]}", new SampleShape(widths[i], 1, 1), widths[i] * (inputs + 1L), widths[i] * (long)inputs));
            parameters.Add(new ParameterDescription($"{layer}.weight", layer, ParameterKind.Weight, [widths[i], inputs], inputs, widths[i], trained));
            parameters.Add(new ParameterDescription($"{layer}.bias", layer, ParameterKind.Bias, [widths[i]], inputs, widths[i], trained));
            inputs = widths[i];
        }

        return new NetworkDescription(name, input, widths[^1], loss, layers, parameters, "");
    }
}

internal sealed class TestLayer(Network network, string name, int first) : NetworkLayer(network, name)
{
    public Parameter Weights => At(first);

    public Parameter Biases => At(first + 1);
}

internal readonly struct Answer : INetworkOutput<Answer>
{
    public ReadOnlyMemory<float> Values { get; private init; }

    public static Answer FromValues(ReadOnlyMemory<float> values) => new() { Values = values };
}

internal readonly struct One : INetworkInput<One>
{
    public static SampleShape Shape => new(1, 1, 1);

    public ReadOnlyMemory<float> Values { get; private init; }

    public static One FromValues(ReadOnlyMemory<float> values) => new() { Values = values };

    public static implicit operator One(float value) => FromValues(new[] { value });
}

internal readonly struct Two : INetworkInput<Two>
{
    public static SampleShape Shape => new(2, 1, 1);

    public ReadOnlyMemory<float> Values { get; private init; }

    public static Two FromValues(ReadOnlyMemory<float> values) => new() { Values = values };

    public static implicit operator Two((float A, float B) pair) => FromValues(new[] { pair.A, pair.B });
}

internal readonly struct Vector1 : INetworkTarget<Vector1>
{
    public static int Width => 1;

    public static Loss Loss => Loss.SquaredError;

    public int Class => -1;

    public ReadOnlyMemory<float> Values { get; private init; }

    public static implicit operator Vector1(float value) => new() { Values = new[] { value } };
}

internal readonly struct Yes : INetworkTarget<Yes>
{
    public static int Width => 1;

    public static Loss Loss => Loss.BinaryCrossEntropy;

    public int Class => -1;

    public ReadOnlyMemory<float> Values { get; private init; }

    public static implicit operator Yes(bool value) => new() { Values = new[] { value ? 1f : 0 } };
}

internal readonly struct Class2 : INetworkTarget<Class2>
{
    public static int Width => 2;

    public static Loss Loss => Loss.CrossEntropy;

    public int Class { get; private init; }

    public ReadOnlyMemory<float> Values => default;

    public static implicit operator Class2(int label) => new() { Class = label };
}

/// <summary>f(x) = (w1 x + b1) w2 + b2, with w1 = 1, b1 = 1, w2 = 1, b2 = -1 on <see cref="Start"/>.</summary>
internal sealed class Line : Network<One, Vector1, Answer>, INetwork<Line>
{
    private Line(NetworkOptions options, bool firstFrozen = false)
        : base(TestNetworks.Describe("Line", One.Shape, Loss.SquaredError, firstFrozen, 1, 1), options, (network, _) => new LinearEngine(network))
    {
        First = new TestLayer(this, "fc1", 0);
        Second = new TestLayer(this, "fc2", 2);
    }

    public static NetworkDescription Describe => TestNetworks.Describe("Line", One.Shape, Loss.SquaredError, false, 1, 1);

    public TestLayer First { get; }

    public TestLayer Second { get; }

    public LinearEngine TestEngine => (LinearEngine)Engine;

    public float[] Values => [.. Parameters.SelectMany(parameter => parameter.ToArray())];

    public static Line Create(NetworkOptions options) => new(options);

    public static Line WithFirstFrozenInText() => new(new NetworkOptions(), firstFrozen: true);

    public static Line Start()
    {
        var line = new Line(new NetworkOptions());
        foreach ((Parameter parameter, float value) in line.Parameters.Zip([1f, 1f, 1f, -1f])) parameter.CopyFrom([value]);
        return line;
    }
}

/// <summary>One fully connected layer from two numbers to two classes: 6 parameters.</summary>
internal sealed class Flags : Network<Two, Class2, Answer>, INetwork<Flags>
{
    private Flags(NetworkOptions options) : base(Describe, options, (network, _) => new LinearEngine(network)) => Layer = new TestLayer(this, "fc1", 0);

    public static NetworkDescription Describe { get; } = TestNetworks.Describe("Flags", Two.Shape, Loss.CrossEntropy, false, 2);

    public TestLayer Layer { get; }

    public LinearEngine TestEngine => (LinearEngine)Engine;

    public float[] Values => [.. Parameters.SelectMany(parameter => parameter.ToArray())];

    public static Flags Create(NetworkOptions options) => new(options);
}

/// <summary>One number to a probability: 2 parameters.</summary>
internal sealed class Logistic() : Network<One, Yes, Answer>(
    TestNetworks.Describe("Logistic", One.Shape, Loss.BinaryCrossEntropy, false, 1), new NetworkOptions(), (network, _) => new LinearEngine(network));
