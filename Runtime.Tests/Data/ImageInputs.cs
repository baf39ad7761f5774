namespace NetArch.Runtime.Tests;

internal readonly struct Digit28 : INetworkInput<Digit28>
{
    public static SampleShape Shape => new(1, 28, 28);

    public ReadOnlyMemory<float> Values { get; private init; }

    public static Digit28 FromValues(ReadOnlyMemory<float> values) => new() { Values = values };
}

internal readonly struct Digit32 : INetworkInput<Digit32>
{
    public static SampleShape Shape => new(1, 32, 32);

    public ReadOnlyMemory<float> Values { get; private init; }

    public static Digit32 FromValues(ReadOnlyMemory<float> values) => new() { Values = values };
}

internal readonly struct Vector784 : INetworkInput<Vector784>
{
    public static SampleShape Shape => new(784, 1, 1);

    public ReadOnlyMemory<float> Values { get; private init; }

    public static Vector784 FromValues(ReadOnlyMemory<float> values) => new() { Values = values };
}

internal readonly struct Colour32 : INetworkInput<Colour32>
{
    public static SampleShape Shape => new(3, 32, 32);

    public ReadOnlyMemory<float> Values { get; private init; }

    public static Colour32 FromValues(ReadOnlyMemory<float> values) => new() { Values = values };
}

/// <summary>Two channels of one row of two: small enough to write every value down.</summary>
internal readonly struct Small : INetworkInput<Small>
{
    public static SampleShape Shape => new(2, 1, 2);

    public ReadOnlyMemory<float> Values { get; private init; }

    public static Small FromValues(ReadOnlyMemory<float> values) => new() { Values = values };
}

internal readonly struct SmallPadded : INetworkInput<SmallPadded>
{
    public static SampleShape Shape => new(2, 2, 4);

    public ReadOnlyMemory<float> Values { get; private init; }

    public static SmallPadded FromValues(ReadOnlyMemory<float> values) => new() { Values = values };
}

internal readonly struct Vector4 : INetworkInput<Vector4>
{
    public static SampleShape Shape => new(4, 1, 1);

    public ReadOnlyMemory<float> Values { get; private init; }

    public static Vector4 FromValues(ReadOnlyMemory<float> values) => new() { Values = values };
}
