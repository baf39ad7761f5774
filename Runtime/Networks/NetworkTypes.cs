namespace NetArch;

/// <summary>One sample of a particular network. Each network has a type of its own, so that data for one cannot be given to another.</summary>
public interface INetworkInput<TSelf> where TSelf : struct, INetworkInput<TSelf>
{
    static abstract SampleShape Shape { get; }

    /// <summary>Wraps values in channel, row, column order, without copying.</summary>
    /// <exception cref="ArgumentException">The number of values is not the shape's.</exception>
    static abstract TSelf FromValues(ReadOnlyMemory<float> values);

    ReadOnlyMemory<float> Values { get; }
}

/// <summary>What a network should answer for one sample: a class, or a vector of values.</summary>
public interface INetworkTarget<TSelf> where TSelf : struct, INetworkTarget<TSelf>
{
    /// <summary>Classes for cross-entropy, else the length of the target vector.</summary>
    static abstract int Width { get; }

    static abstract Loss Loss { get; }

    /// <summary>The class (cross-entropy), else -1.</summary>
    int Class { get; }

    /// <summary>The vector (squared error, binary cross-entropy), else empty.</summary>
    ReadOnlyMemory<float> Values { get; }
}

/// <summary>A network's answer for one sample.</summary>
public interface INetworkOutput<TSelf> where TSelf : struct, INetworkOutput<TSelf>
{
    static abstract TSelf FromValues(ReadOnlyMemory<float> values);

    ReadOnlyMemory<float> Values { get; }
}
